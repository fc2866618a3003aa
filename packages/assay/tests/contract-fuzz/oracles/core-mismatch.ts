import { formatPath } from '../../../src/contract/matching/path-expression.ts'
import type { Outcome } from '../fuzz-case.ts'

/** A mismatch as pact-core tells it. */
export interface CoreMismatch {
  readonly type: string
  readonly mismatch?: string
  /** In a body. */
  readonly path?: string
  /** Of a header or of metadata. */
  readonly key?: string
  /** Of a query. */
  readonly parameter?: string
}

const KINDS: Readonly<Record<string, string>> = {
  MethodMismatch: 'method',
  PathMismatch: 'path',
  StatusMismatch: 'status',
  QueryMismatch: 'query',
  HeaderMismatch: 'header',
  BodyTypeMismatch: 'body-type',
  BodyMismatch: 'body',
  MetadataMismatch: 'metadata',
}

/** What pact-core says of a case in the words of an outcome. */
export function mismatchOutcome(mismatches: readonly CoreMismatch[], contentType: unknown): Outcome {
  const isForm = String(contentType).startsWith('application/x-www-form-urlencoded')
  const found = mismatches.map((one) => ({ place: placeOf(one, isForm), sentence: one.mismatch ?? '' }))
  return { verdict: found.length === 0 ? 'match' : 'mismatch', found }
}

function placeOf({ type, path = '', key, parameter }: CoreMismatch, isForm: boolean): string {
  const kind = KINDS[type] ?? type
  switch (type) {
    case 'BodyTypeMismatch':
      return `${kind} $`
    case 'BodyMismatch':
      // A body that is missing, or should not be there, is at `/`.
      if (path === '/' || path === '$') return `${kind} $`
      // A field is told as `$.` and its name, whatever that is.
      return `${kind} ${isForm ? formatPath([plainName(path.slice(2))]) : path}`
    case 'HeaderMismatch':
      return `${kind} ${plainName(key ?? '').toLowerCase()}`
    default:
      return `${kind} ${plainName(key ?? parameter ?? '')}`.trim()
  }
}

/** Names are told as they are or, for what is wrong with all values together, as an expression. */
function plainName(name: string): string {
  return name.replace(/^\$(?:\.(.+)|\['(.+)'\])$/s, '$1$2')
}
