import { type Mismatch, type MismatchKind, shorten } from '../matching/mismatch.ts'
import type { JsonObject } from '../model/json.ts'

/** What the results of the verifier say of the one interaction it was given. */
export type VerifierVerdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'mismatches'; readonly mismatches: readonly Mismatch[] }
  /** It could not be verified, or failed without saying where. */
  | { readonly kind: 'problem'; readonly lines: readonly string[] }

interface Results {
  readonly result?: unknown
  readonly errors?: readonly { readonly mismatch?: ErrorOrMismatches }[]
  readonly interactionResults?: readonly { readonly result?: unknown }[]
}

interface ErrorOrMismatches {
  readonly message?: string
  readonly mismatches?: readonly JsonObject[]
}

/**
 * Reads what the verifier answered. Only what says that an interaction was verified, and that all is
 * well, has passed.
 */
export function readVerifierResults(text: string): VerifierVerdict {
  const results = parse(text)
  if (results === undefined) return { kind: 'problem', lines: text.split('\n').slice(0, 20) }
  const { result, errors = [], interactionResults = [] } = results
  const mismatches = errors.flatMap(({ mismatch }) => mismatch?.mismatches ?? []).map(toMismatch)
  // Plugins give them in any order.
  const sorted = mismatches.toSorted((left, right) => (left.where < right.where ? -1 : 1))
  if (sorted.length > 0) return { kind: 'mismatches', mismatches: sorted }
  if (errors.length > 0) {
    const messages = errors.map(({ mismatch }) => mismatch?.message ?? 'it does not say what is wrong')
    return { kind: 'problem', lines: messages }
  }
  const isVerified = interactionResults.length > 0 && interactionResults.every((one) => one.result === 'OK')
  if (result === true && isVerified) return { kind: 'passed' }
  return { kind: 'problem', lines: ['the verifier has verified nothing'] }
}

function parse(text: string): Results | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    // It could not even begin: then the text says why.
    return undefined
  }
}

const KINDS: Readonly<Record<string, MismatchKind>> = {
  MethodMismatch: 'method',
  PathMismatch: 'path',
  StatusMismatch: 'status',
  QueryMismatch: 'query',
  HeaderMismatch: 'header',
  BodyTypeMismatch: 'body-type',
  BodyMismatch: 'body',
  MetadataMismatch: 'metadata',
}

/** The verifier does not say which rule it was. */
function toMismatch({ type, path, key, parameter, expected, actual, mismatch }: JsonObject): Mismatch {
  const kind = KINDS[String(type)] ?? 'body'
  const where = path ?? key ?? parameter ?? ''
  const sentence =
    typeof mismatch === 'string' ? mismatch : `expected ${shown(expected)} but was ${shown(actual)}`
  return {
    ...{ kind, where: String(where), rule: 'equality' },
    expected: shown(expected),
    actual: shown(actual),
    sentence,
  }
}

function shown(value: JsonObject[string] | undefined): string {
  if (value === undefined || value === null) return ''
  return shorten(typeof value === 'string' ? value : JSON.stringify(value))
}
