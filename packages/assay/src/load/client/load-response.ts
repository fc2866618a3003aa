import { headerValue } from '../http1/header-value.ts'

const BEYOND_ASCII = /[^\0-\x7f]/

/** An answer. Its body is decoded when it is asked for, so that what nobody reads costs nothing. */
export class LoadResponse {
  readonly status: number
  /** From the moment the request was due to the last byte of the answer, in milliseconds. */
  readonly durationMs: number
  readonly #head: string
  /** One character for each byte. */
  readonly #bytes: string
  #value: { readonly json: unknown } | undefined

  constructor(status: number, durationMs: number, head: string, bytes: string) {
    this.status = status
    this.durationMs = durationMs
    this.#head = head
    this.#bytes = bytes
  }

  /** Whether the status is below 400. */
  get ok(): boolean {
    return this.status < 400
  }

  /** A header, by its name in any case. */
  header(name: string): string | undefined {
    return headerValue(this.#head, name)
  }

  /** The body as text. */
  get text(): string {
    return BEYOND_ASCII.test(this.#bytes) ? this.bytes.toString('utf8') : this.#bytes
  }

  get bytes(): Buffer {
    return Buffer.from(this.#bytes, 'latin1')
  }

  /**
   * The body as a value; read once, however often it is asked for.
   *
   * @throws SyntaxError when it is no JSON.
   */
  json<Value = unknown>(): Value {
    this.#value ??= { json: JSON.parse(this.text) }
    return this.#value.json as Value
  }
}
