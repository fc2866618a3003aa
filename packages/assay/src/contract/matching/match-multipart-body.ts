import type { RulesByPath } from '../model/matching-rules.ts'
import type { BodyPair } from './body-part.ts'
import { checkTextRules, equal } from './check-text.ts'
import { baseType, formatContentType, isEquivalentType, parseContentType } from './content-type.ts'
import { type Failing, type Mismatch, shorten } from './mismatch.ts'
import { type Part, readMultipart } from './multipart.ts'
import { formatPath, parsePathExpression } from './path-expression.ts'
import { rulesAtRoot } from './rule-tree.ts'

/** Compares a body of a type; the part of a multipart body has one of its own. */
export type CompareBodies = (pair: BodyPair) => readonly Mismatch[]

/** Compares multipart bodies part by part, by name; each part by its own type. */
export function matchMultipartBody(pair: BodyPair, compareBodies: CompareBodies): readonly Mismatch[] {
  const expected = readMultipart(pair.expected, pair.expectedType)
  const actual = readMultipart(pair.actual, pair.actualType)
  if ('problem' in expected || 'problem' in actual) {
    return Object.entries({ expected, actual }).flatMap(([which, read]) => {
      if (!('problem' in read)) return []
      const sentence = `Failed to parse the ${which} body as a MIME multipart body: '${read.problem}'`
      return [mismatch('$', { expected: '', actual: '' }, { rule: 'equality', sentence })]
    })
  }
  return expected.parts.flatMap((part) => {
    const same = actual.parts.find((other) =>
      other.name === '' ? other.index === part.index : other.name === part.name,
    )
    if (same === undefined) {
      const sentence = `Expected a MIME part '${part.name}' but was missing`
      return [mismatch('$', { expected: part.name, actual: '' }, { rule: 'equality', sentence })]
    }
    return matchPart({ pair, compareBodies, expected: part, actual: same })
  })
}

interface PartPair {
  readonly pair: BodyPair
  readonly compareBodies: CompareBodies
  readonly expected: Part
  readonly actual: Part
}

function matchPart(parts: PartPair): readonly Mismatch[] {
  const { expected, actual } = parts
  if (expected.isField !== actual.isField) {
    const [wanted, was] = expected.isField ? ['field', 'file'] : ['file', 'field']
    const sentence = `Expected a MIME ${wanted} '${expected.name}' but was ${was}`
    return [mismatch('$', { expected: wanted!, actual: was! }, { rule: 'equality', sentence })]
  }
  return [...matchPartHeaders(parts), ...(expected.isField ? matchField(parts) : matchFile(parts))]
}

/** Parts without a name go by their number. */
function keyOf({ name, index }: Part): string | number {
  return name === '' ? index : name
}

function matchField({ pair, expected, actual }: PartPair): readonly Mismatch[] {
  const key = keyOf(expected)
  const { list, isCascaded } = rulesAtRoot(pair.rules).below(key)
  const texts = { expected: expected.bytes.toString('utf8'), actual: actual.bytes.toString('utf8') }
  const where = formatPath([key])
  if (list !== undefined) {
    return checkTextRules(list, { ...texts, isCascaded }).map((failing) => mismatch(where, texts, failing))
  }
  const failing = equal(texts.expected, texts.actual)
  return failing === undefined ? [] : [mismatch(where, texts, inPart(expected, failing))]
}

function matchFile({ pair, compareBodies, expected, actual }: PartPair): readonly Mismatch[] {
  const expectedType = typeOf(expected)
  const actualType = typeOf(actual)
  if (
    expectedType !== undefined &&
    actualType !== undefined &&
    !isEquivalentType(expectedType, actualType) &&
    !isEquivalentType(expectedType, baseType(actualType))
  ) {
    const shown = { expected: formatContentType(expectedType), actual: formatContentType(actualType) }
    const sentence = `Expected a body of '${shown.expected}' but the actual content type was '${shown.actual}'`
    return [{ ...mismatch('$', shown, inPart(expected, { rule: 'equality', sentence })), kind: 'body-type' }]
  }
  const mismatches = compareBodies({
    expected: expected.bytes,
    actual: actual.bytes,
    expectedType,
    actualType,
    rules: rulesBelow(pair.rules, keyOf(expected)),
    areExtrasAllowed: pair.areExtrasAllowed,
    source: undefined,
  })
  return mismatches.map((one) => ({ ...one, ...inPart(expected, one) }))
}

function typeOf({ headers }: Part) {
  return parseContentType(headers.get('content-type'))
}

const rulesOfParts = new WeakMap<RulesByPath, Map<string | number, RulesByPath>>()

/** The rules for a part, as if it were a body of its own. */
function rulesBelow(rules: RulesByPath | undefined, key: string | number): RulesByPath | undefined {
  if (rules === undefined) return undefined
  const ofParts = rulesOfParts.get(rules) ?? new Map<string | number, RulesByPath>()
  rulesOfParts.set(rules, ofParts)
  const known = ofParts.get(key)
  if (known !== undefined) return known
  const below: RulesByPath = new Map(
    [...rules].flatMap(([expression, list]) => {
      const [, first, ...rest] = parsePathExpression(expression)
      const isOfPart =
        first?.kind === 'name' ? first.name === key : first?.kind === 'index' && first.index === key
      return isOfPart ? [[expressionOf(rest), list] as const] : []
    }),
  )
  ofParts.set(key, below)
  return below
}

function expressionOf(tokens: readonly ReturnType<typeof parsePathExpression>[number][]): string {
  return formatPath(
    tokens.map((token) => {
      if (token.kind === 'name') return token.name
      if (token.kind === 'index') return token.index
      return token.kind === 'any-index' ? '[*]' : '*'
    }),
  )
}

/** May be missing in the actual part. */
const OPTIONAL_HEADERS = new Set(['content-type', 'content-disposition', 'content-transfer-encoding'])

function matchPartHeaders({ pair, expected, actual }: PartPair): readonly Mismatch[] {
  const key = keyOf(expected)
  const place = rulesAtRoot(pair.rules).below(key)
  return [...expected.headers].flatMap(([name, value]) => {
    const texts = { expected: value, actual: actual.headers.get(name) ?? '' }
    const where = formatPath([key, name])
    if (!actual.headers.has(name)) {
      if (OPTIONAL_HEADERS.has(name)) return []
      const sentence = `Expected multipart header '${name}' with value '${value}' but was missing`
      return [mismatch(where, texts, inPart(expected, { rule: 'equality', sentence }))]
    }
    const { list, direct } = place.below(name)
    if (list !== undefined && direct.length > 0) {
      const failings = checkTextRules(list, { ...texts, isCascaded: false })
      return failings.map((failing) => mismatch(where, texts, inPart(expected, failing)))
    }
    const failing = name === 'content-disposition' ? undefined : equal(texts.expected, texts.actual)
    if (failing === undefined) return []
    const sentence = `header '${name}': ${failing.sentence}`
    return [mismatch(where, texts, inPart(expected, { ...failing, sentence }))]
  })
}

function inPart(part: Part, failing: Failing): Failing {
  return { ...failing, sentence: `MIME part '${keyOf(part)}': ${failing.sentence}` }
}

interface Texts {
  readonly expected: string
  readonly actual: string
}

function mismatch(where: string, { expected, actual }: Texts, failing: Failing): Mismatch {
  return { kind: 'body', where, expected: shorten(expected), actual: shorten(actual), ...failing }
}
