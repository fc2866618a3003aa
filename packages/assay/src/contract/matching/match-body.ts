import type { Body } from '../model/body.ts'
import type { MatchingRule, RuleList, RulesByPath } from '../model/matching-rules.ts'
import type { BodyPair } from './body-part.ts'
import { checkTextRules } from './check-text.ts'
import {
  baseType,
  type ContentType,
  formatContentType,
  formatOf,
  isEquivalentType,
  isTextual,
  parseContentType,
  sniffText,
} from './content-type.ts'
import { matchBinaryBody } from './match-binary-body.ts'
import { matchFormBody } from './match-form-body.ts'
import { matchJsonBody } from './match-json-body.ts'
import { matchMultipartBody } from './match-multipart-body.ts'
import { matchTextBody } from './match-text-body.ts'
import { matchXmlBody } from './match-xml-body.ts'
import type { Mismatch } from './mismatch.ts'
import { rulesAtRoot } from './rule-tree.ts'
import { isText } from './sniff-content-type.ts'

/** The bodies of two messages or HTTP parts, and what is known about them. */
export interface Bodies {
  readonly expected: Body
  readonly actual: Uint8Array | undefined
  readonly expectedHeader: string | undefined
  readonly actualHeader: string | undefined
  readonly rules: RulesByPath | undefined
  /** The rules for the header of the type: with them, another type may do. */
  readonly typeRules: RuleList | undefined
  readonly areExtrasAllowed: boolean
  readonly subject: 'http' | 'message'
}

/** Compares two bodies: first their types, then what they say, in the way of the expected type. */
export function matchBody(bodies: Bodies): readonly Mismatch[] {
  const { expected } = bodies
  if (expected.kind === 'missing') return []
  const actual =
    bodies.actual === undefined
      ? undefined
      : Buffer.from(bodies.actual.buffer, bodies.actual.byteOffset, bodies.actual.byteLength)
  const isThere = actual !== undefined && actual.length > 0
  if (expected.kind !== 'present') {
    return isThere && !isJsonNull(expected, actual) ? [unexpectedBody(bodies, actual)] : []
  }
  const expectedType = typeOf(expected.contentType ?? bodies.expectedHeader, expected.bytes)
  const actualType =
    isThere || bodies.actualHeader !== undefined ? typeOf(bodies.actualHeader, actual) : undefined
  if (!isTypeRight(bodies, expectedType, actualType)) return [typeMismatch(bodies, expectedType, actualType)]
  const isJudgedByRule = isThere || isEmptyByRule(bodies, expectedType)
  if (actual === undefined || !isJudgedByRule) return [missingBody(bodies, actual, expectedType)]
  return compareBodies({
    expected: expected.bytes,
    actual,
    expectedType: withBoundary(expectedType, bodies.expectedHeader),
    actualType,
    rules: bodies.rules,
    areExtrasAllowed: bodies.areExtrasAllowed,
    source: expected,
  })
}

/** Bytes and texts may have a rule that says that they must not be empty: then it is that which does not hold. */
function isEmptyByRule({ rules }: Bodies, type: ContentType | undefined): boolean {
  return ['binary', 'text'].includes(formatOf(type)) && hasRuleAtRoot(rules, 'not-empty')
}

function compareBodies(pair: BodyPair): readonly Mismatch[] {
  switch (formatOf(pair.expectedType)) {
    case 'json':
      return matchJsonBody(pair)
    case 'xml':
      return matchXmlBody(pair)
    case 'form':
      return matchFormBody(pair)
    case 'multipart':
      return matchMultipartBody(pair, compareBodies)
    case 'binary':
      return matchBinaryBody(pair)
    case 'text':
      return hasRuleAtRoot(pair.rules, 'content-type') ? matchBinaryBody(pair) : matchTextBody(pair)
  }
}

function hasRuleAtRoot(rules: RulesByPath | undefined, wanted: MatchingRule['match']): boolean {
  return rulesAtRoot(rules).list?.rules.some(({ match }) => match === wanted) ?? false
}

/** What a header says; without one, what a text looks like. The type of other bytes is unknown, and not compared. */
function typeOf(header: string | undefined, bytes: Buffer | undefined): ContentType | undefined {
  const type = parseContentType(header)
  if (type !== undefined || bytes === undefined || bytes.length === 0 || !isText(bytes)) return type
  return parseContentType(sniffText(bytes.toString('utf8', 0, PROBED_BYTES)))
}

const PROBED_BYTES = 200

/** The boundary may be in the header only. */
function withBoundary(type: ContentType | undefined, header: string | undefined): ContentType | undefined {
  if (type?.main !== 'multipart' || type.parameters.some(([name]) => name === 'boundary')) return type
  return parseContentType(header) ?? type
}

function isTypeRight(
  { typeRules, subject }: Bodies,
  expected: ContentType | undefined,
  actual: ContentType | undefined,
): boolean {
  if (expected === undefined || actual === undefined) return true
  if (isEquivalentType(expected, actual)) return true
  if (subject === 'http' && isEquivalentType(expected, baseType(actual))) return true
  if (typeRules === undefined) return false
  const texts = { expected: formatContentType(expected), actual: formatContentType(actual) }
  return checkTextRules(typeRules, { ...texts, isCascaded: false }).length === 0
}

function typeMismatch(
  { subject }: Bodies,
  expectedType: ContentType | undefined,
  actualType: ContentType | undefined,
): Mismatch {
  const [expected, actual] = [formatContentType(expectedType), formatContentType(actualType)]
  const sentence =
    subject === 'http'
      ? `Expected a body of '${expected}' but the actual content type was '${actual}'`
      : `Expected message with content type ${expected} but was ${actual}`
  return { kind: 'body-type', where: '$', rule: 'equality', expected, actual, sentence }
}

/** A JSON null is no body in older pacts; a provider that sends `null` for it is right. */
function isJsonNull(expected: Body, actual: Buffer): boolean {
  return expected.kind === 'null' && actual.length <= 16 && actual.toString('latin1').trim() === 'null'
}

function unexpectedBody({ actualHeader }: Bodies, actual: Buffer): Mismatch {
  const type = typeOf(actualHeader, actual)
  const shown = isTextual(type) ? actual.toString('utf8') : ''
  const described = presentBody(actual, type)
  return {
    ...{ kind: 'body', where: '$', rule: 'equality', expected: '' },
    actual: shown.slice(0, 200),
    sentence: `Expected empty body but received ${described}`,
  }
}

function missingBody(
  { expected }: Bodies,
  actual: Buffer | undefined,
  type: ContentType | undefined,
): Mismatch {
  const bytes = expected.kind === 'present' ? expected.bytes : Buffer.alloc(0)
  const state = actual === undefined ? 'missing' : 'empty'
  return {
    ...{ kind: 'body', where: '$', rule: 'equality', actual: '' },
    expected: bytes.toString('utf8', 0, 200),
    sentence: `Expected body ${presentBody(bytes, type)} but was ${state}`,
  }
}

function presentBody(bytes: Buffer, type: ContentType | undefined): string {
  return `Present(${bytes.length} bytes${type === undefined ? '' : `, ${formatContentType(type)}`})`
}
