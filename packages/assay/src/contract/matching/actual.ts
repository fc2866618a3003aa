/** Headers as they came: names in any case, each with its values. */
export type ActualHeaders = Readonly<Record<string, readonly string[]>>

/** What a consumer sent. */
export interface ActualRequest {
  readonly method: string
  readonly path: string
  /** As on the wire, without `?`; or decoded, where `null` is a name without `=`. */
  readonly query: string | Readonly<Record<string, readonly (string | null)[]>> | undefined
  readonly headers: ActualHeaders
  /** `undefined` when there was none; an empty one is empty. */
  readonly body: Uint8Array | undefined
}

/** What a provider answered. */
export interface ActualResponse {
  readonly status: number
  readonly headers: ActualHeaders
  readonly body: Uint8Array | undefined
}

/** What a provider produced as a message. */
export interface ActualMessage {
  readonly contents: Uint8Array | undefined
  /** When nothing says one, `contentType` of the metadata counts, then the contents themselves. */
  readonly contentType: string | undefined
  readonly metadata: Readonly<Record<string, unknown>>
}
