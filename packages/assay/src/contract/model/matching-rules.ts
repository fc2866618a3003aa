import type { Json, JsonObject } from './json.ts'

/** The rules of a request, response or message, by what they are about. A category without rules is absent. */
export interface MatchingRules {
  readonly method?: RuleList
  readonly path?: RuleList
  readonly status?: RuleList
  /** By name; compared without case. */
  readonly header?: RulesByName
  readonly query?: RulesByName
  readonly metadata?: RulesByName
  /** By path expression, in the order of the file: `$.items[*].id`. */
  readonly body?: RulesByPath
  /** Categories that the specification does not name, as they were. */
  readonly others?: JsonObject
}

/** The key is a name, or a name with an index: `ids[0]`, `ids[*]`. */
export type RulesByName = ReadonlyMap<string, RuleList>
export type RulesByPath = ReadonlyMap<string, RuleList>

/** Rules for one place, and whether all or any of them must hold. */
export interface RuleList {
  readonly combine: 'AND' | 'OR'
  readonly rules: readonly MatchingRule[]
}

/** One rule. The names are those of the specification. */
export type MatchingRule =
  | { readonly match: 'equality' | 'type' | 'number' | 'integer' | 'decimal' | 'boolean' | 'null' }
  | { readonly match: 'min-type'; readonly min: number }
  | { readonly match: 'max-type'; readonly max: number }
  | { readonly match: 'min-max-type'; readonly min: number; readonly max: number }
  | { readonly match: 'regex'; readonly regex: string }
  | { readonly match: 'include'; readonly value: string }
  | { readonly match: 'date' | 'time' | 'datetime'; readonly format: string | undefined }
  | { readonly match: 'values' | 'not-empty' | 'semver' }
  | { readonly match: 'content-type'; readonly value: string }
  | { readonly match: 'status-code'; readonly status: StatusClass | readonly number[] }
  | { readonly match: 'each-key' | 'each-value'; readonly definition: EachDefinition }
  | { readonly match: 'array-contains'; readonly variants: readonly ArrayVariant[] }
  /** A rule of a later version or a plugin: kept, said, and never held to match. */
  | { readonly match: 'unknown'; readonly name: string; readonly json: Json }

export type StatusClass =
  | 'info'
  | 'success'
  | 'redirect'
  | 'clientError'
  | 'serverError'
  | 'nonError'
  | 'error'

/** What each key or value of an object, or each item of an array, must be. */
export interface EachDefinition {
  readonly value: Json | undefined
  readonly rules: readonly MatchingRule[]
  readonly generator: JsonObject | undefined
}

/** One item that an array must contain somewhere: an index into the expected array, and its own rules. */
export interface ArrayVariant {
  readonly index: number
  readonly rules: RulesByPath
  readonly generators: JsonObject
}
