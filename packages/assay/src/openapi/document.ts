import type { JsonObject } from './json.ts'

/** An OpenAPI document that was read and found well-formed. */
export interface OpenapiDocument {
  /** The absolute path it was read from. */
  readonly file: string
  readonly version: '3.0' | '3.1'
  /**
   * The document as one tree: the other files it refers to are under `x-files`, and every `$ref`
   * in it starts with `#/` and leads somewhere. Nothing is expanded.
   */
  readonly root: JsonObject
}

/** Makes a function that computes what follows from a document only once for each document. */
export function oncePerDocument<Result>(
  compute: (document: OpenapiDocument) => Result,
): (document: OpenapiDocument) => Result {
  const results = new WeakMap<OpenapiDocument, Result>()
  return (document) => {
    const known = results.get(document)
    if (known !== undefined) return known
    const result = compute(document)
    results.set(document, result)
    return result
  }
}
