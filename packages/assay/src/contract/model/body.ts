import type { Json } from './json.ts'

/**
 * A body as a pact says it. `missing`: nothing is said, so any body will do. `empty`: there must be
 * none. `null`: the JSON value null (in version 3 and before, also no body).
 */
export type Body = { readonly kind: 'missing' | 'null' | 'empty' } | PresentBody

export interface PresentBody {
  readonly kind: 'present'
  readonly bytes: Buffer
  /** The value, when the content is JSON; read once. */
  readonly json: Json | undefined
  /** As in the header; `undefined` when neither the file nor a header says one. */
  readonly contentType: string | undefined
  /** Whether it is shown as text or bytes, when the type does not tell. */
  readonly hint: 'TEXT' | 'BINARY' | undefined
}
