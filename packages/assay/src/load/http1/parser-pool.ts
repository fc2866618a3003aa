import { KnownHeads } from './known-heads.ts'
import { type ParserLimits, ResponseParser } from './response-parser.ts'

/**
 * The parsers of all connections to a target. A connection has one only while an answer arrives, so
 * that one or two serve hundreds of connections and stay in the processor's cache.
 */
export class ParserPool {
  readonly #limits: ParserLimits
  readonly #known = new KnownHeads()
  readonly #free: ResponseParser[] = []

  constructor(limits: ParserLimits) {
    this.#limits = limits
  }

  /** A parser for the answer to a request with this method. */
  take(method: string): ResponseParser {
    const parser = this.#free.pop() ?? new ResponseParser(this.#limits, this.#known)
    parser.begin(method)
    return parser
  }

  /** When nobody reads what it has parsed any more. */
  giveBack(parser: ResponseParser): void {
    this.#free.push(parser)
  }
}
