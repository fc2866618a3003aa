import type { JsonObject, JsonSchema } from '../json.ts'
import type { FlatSchema } from './flatten-schema.ts'

/** Values that may satisfy a schema, the best first; asked for one by one, and kept. */
export interface Pool {
  /** The value at a position; `undefined` when there are not so many. */
  at(index: number): Candidate | undefined
}

/** A value, which may be `null` or anything else, apart from there being none. */
export interface Candidate {
  readonly value: unknown
}

/** What the values of a container are made with. */
export interface PartContext {
  /** The candidates for a part, in the context of the flat schema it is a part of. */
  poolOf(part: JsonSchema, within: FlatSchema): Pool
  /** Whether only what must be there should be: in recursion, far down, or after a great many values. */
  isTerse(within: FlatSchema): boolean
}

/** Makes a pool of what a generator yields, at most `most` values. */
export function poolFrom(values: Generator<unknown>, most: number): Pool {
  const drawn: Candidate[] = []
  return {
    at(index) {
      while (drawn.length <= index && drawn.length < most) {
        const next = values.next()
        if (next.done === true) break
        drawn.push({ value: next.value })
      }
      return drawn[index]
    },
  }
}

/** The number at a keyword, or another when there is none. */
export function numberAt(schema: JsonObject, keyword: string, otherwise: number): number {
  const value = schema[keyword]
  return typeof value === 'number' ? value : otherwise
}
