/** One request and its answer, as the test that made it saw them. Bodies are bounded, secrets removed. */
export interface Exchange {
  readonly service: string
  readonly method: string
  readonly url: string
  readonly requestId: string
  readonly traceId: string
  readonly startedAt: number
  readonly durationMs: number
  readonly requestHeaders: Readonly<Record<string, string>>
  readonly requestBody: string | undefined
  readonly status: number | undefined
  readonly responseHeaders: Readonly<Record<string, string>>
  readonly responseBody: string | undefined
  /** Why there is no answer. */
  readonly error: string | undefined
}
