import type { JsonObject } from './json.ts'

/** What is made anew before a request, response or message is used, by what it is in. */
export interface Generators {
  readonly method?: Generator
  readonly path?: Generator
  readonly status?: Generator
  readonly header?: ReadonlyMap<string, Generator>
  readonly query?: ReadonlyMap<string, Generator>
  readonly metadata?: ReadonlyMap<string, Generator>
  /** By path expression: `$.items[*].id`. */
  readonly body?: ReadonlyMap<string, Generator>
  /** Categories that the specification does not name, as they were. */
  readonly others?: JsonObject
}

/** One generator. The names are those of the specification. */
export type Generator =
  | { readonly type: 'RandomInt'; readonly min: number; readonly max: number }
  | { readonly type: 'RandomDecimal' | 'RandomHexadecimal'; readonly digits: number }
  | { readonly type: 'RandomString'; readonly size: number }
  | { readonly type: 'RandomBoolean' }
  | { readonly type: 'Regex'; readonly regex: string }
  | { readonly type: 'Uuid'; readonly format: UuidFormat | undefined }
  | {
      readonly type: 'Date' | 'Time' | 'DateTime'
      readonly format: string | undefined
      /** Relative to now: `tomorrow`, `+ 2 hours`. */
      readonly expression: string | undefined
    }
  | { readonly type: 'ProviderState'; readonly expression: string; readonly dataType: string | undefined }
  | { readonly type: 'MockServerURL'; readonly example: string; readonly regex: string }
  /** A generator of a later version or a plugin: kept, and said. */
  | { readonly type: 'unknown'; readonly name: string; readonly json: JsonObject }

export type UuidFormat = 'simple' | 'lower-case-hyphenated' | 'upper-case-hyphenated' | 'URN'
