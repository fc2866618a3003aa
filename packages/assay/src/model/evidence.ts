import type { Exchange } from './exchange.ts'

/** Lines that one part wrote while a test ran. */
export interface LogExcerpt {
  readonly part: string
  readonly file: string
  readonly fromByte: number
  readonly toByte: number
  readonly lines: readonly string[]
}

/** What a failing test is shown with. Everything in it is bounded. */
export interface Evidence {
  readonly exchanges: readonly Exchange[]
  readonly logs: readonly LogExcerpt[]
  /** What else happened: a service that died, a request that no stub expected. */
  readonly notes: readonly string[]
}
