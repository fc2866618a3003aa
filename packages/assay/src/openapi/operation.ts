import type { JsonSchema } from './json.ts'

/** What a body may be in one media type. */
export interface MediaType {
  readonly schema: JsonSchema | undefined
  /** The examples written in the document, by name; a single `example` is named `example`. */
  readonly examples: Readonly<Record<string, unknown>>
}

/** Bodies by media type, as written: `application/json`, `image/*`. */
export type Content = Readonly<Record<string, MediaType>>

export interface Parameter extends MediaType {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required: boolean
}

export interface RequestBody {
  readonly required: boolean
  readonly content: Content
}

export interface ResponseDescription {
  /** As written: `200`, `4XX` or `default`. */
  readonly status: string
  readonly headers: readonly Parameter[]
  /** Empty when the document describes no body. */
  readonly content: Content
}

/** One method on one path. Schemas are as written; `jsonSchemaOf` makes them stand alone. */
export interface Operation {
  /** In upper case. */
  readonly method: string
  /** The path template as written, such as `/products/{productId}`. */
  readonly path: string
  /** The paths of its servers, without a slash at the end; `''` for a server at the root. */
  readonly basePaths: readonly string[]
  readonly operationId: string | undefined
  readonly parameters: readonly Parameter[]
  readonly request: RequestBody | undefined
  /** By status, as written: `200`, `4XX` or `default`. */
  readonly responses: Readonly<Record<string, ResponseDescription>>
}
