import type { Conditions } from './condition.ts'

export interface StubOptions {
  /** What the stub stands for; its messages begin with it. */
  readonly name: string
  /** Path of an OpenAPI document. Every operation is answered with its example. */
  readonly openapi?: string
  /** Default: any free port. */
  readonly port?: number
  /** The address it listens on. Default `127.0.0.1`. */
  readonly host?: string
  /** How many of the newest calls are kept; older ones are counted only. Default 1,000. */
  readonly journalSize?: number
  /** How much of each request body is kept. Default 1 MB. */
  readonly maxBodyBytes?: number
}

/** A route with conditions. */
export interface ConditionalRoute {
  readonly route: string
  readonly when?: Conditions
}
