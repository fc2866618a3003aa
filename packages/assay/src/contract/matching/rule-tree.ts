import type { MatchingRule, RuleList, RulesByPath } from '../model/matching-rules.ts'
import { type PathToken, parsePathExpression } from './path-expression.ts'

/**
 * The rules of a body, as one walks down a value: what holds at a place, and the places below.
 *
 * Of all expressions that fit a path or a part of it from the root, the one with the highest
 * weight holds: each named part counts twice, each `*` once, and longer ones more. It cascades: a
 * rule for `$.a` holds below `$.a` until a heavier one takes over. Places are worked out once and
 * kept, so that walking down costs a look-up and no memory.
 */
export interface RulePlace {
  /** The rules that hold here; `undefined` when the pact has none, which means equality. */
  readonly list: RuleList | undefined
  /** Whether the rules are those of a place above. */
  readonly isCascaded: boolean
  /** All rules of expressions that are exactly for this place. */
  readonly direct: readonly MatchingRule[]
  /** Whether any expression that fits, the heaviest or not, has a rule for types. */
  readonly isTyped: boolean
  readonly below: (part: string | number) => RulePlace
}

const compiled = new WeakMap<RulesByPath, RulePlace>()
const NO_RULES: RulesByPath = new Map()

/** The rules for the root of a value. Compiled once for each object with rules. */
export function rulesAtRoot(rules: RulesByPath = NO_RULES): RulePlace {
  const known = compiled.get(rules)
  if (known !== undefined) return known
  const place = compile(rules)
  compiled.set(rules, place)
  return place
}

/** An expression without its first `matched` tokens, and what those weigh. */
interface Candidate {
  readonly tokens: readonly PathToken[]
  readonly list: RuleList
  readonly matched: number
  readonly weight: number
}

/** An expression that fits a path, with its score there and at all places below. */
interface Winner {
  readonly list: RuleList
  readonly score: number
  readonly isTyped: boolean
}

function compile(rules: RulesByPath): RulePlace {
  let winner: Winner | undefined
  const candidates: Candidate[] = []
  for (const [expression, list] of rules) {
    const tokens = parsePathExpression(expression)
    if (tokens.length === 0) winner = { list, score: 0, isTyped: isTypeList(list) }
    else candidates.push({ tokens, list, matched: 1, weight: 2 })
  }
  return createPlace(candidates, winner)
}

/** @param candidates all expressions that fit up to here, those that end here included */
function createPlace(candidates: readonly Candidate[], inherited: Winner | undefined): RulePlace {
  const ending = candidates.filter(({ tokens, matched }) => tokens.length === matched)
  const longer = candidates.filter(({ tokens, matched }) => tokens.length > matched)
  let winner = inherited
  let isCascaded = true
  const isTyped = inherited?.isTyped === true || ending.some(({ list }) => isTypeList(list))
  for (const { list, matched, weight } of ending) {
    if (winner !== undefined && winner.score > weight * matched) continue
    winner = { list, score: weight * matched, isTyped }
    isCascaded = false
  }
  if (winner !== undefined) winner = { ...winner, isTyped }
  return {
    list: winner?.list,
    isCascaded,
    direct: ending.flatMap(({ list }) => list.rules),
    isTyped,
    below: longer.length === 0 ? onlyCascading(winner) : lookUp(longer, winner),
  }
}

/** Below the last expression nothing changes any more: all places are the same one. */
function onlyCascading(winner: Winner | undefined): () => RulePlace {
  const place: RulePlace = {
    list: winner?.list,
    isCascaded: true,
    direct: [],
    isTyped: winner?.isTyped ?? false,
    below: () => place,
  }
  return () => place
}

function lookUp(
  longer: readonly Candidate[],
  winner: Winner | undefined,
): (part: string | number) => RulePlace {
  const named = new Set(longer.flatMap(({ tokens, matched }) => literalOf(tokens[matched]!)))
  const places = new Map<string | number, RulePlace>()
  let otherName: RulePlace | undefined
  let otherIndex: RulePlace | undefined
  return (part) => {
    const known = places.get(part)
    if (known !== undefined) return known
    const text = String(part)
    if (named.has(text)) {
      const place = createPlace(step(longer, text), winner)
      places.set(part, place)
      return place
    }
    // Names that no expression has all lead to the same place, and so do indexes.
    if (isIndex(part)) {
      otherIndex ??= createPlace(step(longer, text), winner)
      return otherIndex
    }
    otherName ??= createPlace(step(longer, text), winner)
    return otherName
  }
}

function isTypeList({ rules }: RuleList): boolean {
  return rules.some(({ match }) => /^(?:min-|max-|min-max-)?type$/.test(match))
}

function literalOf(token: PathToken): string[] {
  if (token.kind === 'name') return [token.name]
  return token.kind === 'index' ? [String(token.index)] : []
}

function step(candidates: readonly Candidate[], part: string): Candidate[] {
  return candidates.flatMap((candidate) => {
    const gain = weightOf(candidate.tokens[candidate.matched]!, part)
    if (gain === 0) return []
    return [{ ...candidate, matched: candidate.matched + 1, weight: candidate.weight * gain }]
  })
}

function weightOf(token: PathToken, part: string): 0 | 1 | 2 {
  switch (token.kind) {
    case 'name':
      return token.name === part ? 2 : 0
    case 'index':
      return String(token.index) === part ? 2 : 0
    case 'any-name':
      return 1
    case 'any-index':
      return part === '[*]' || isIndex(part) ? 1 : 0
    case 'root':
      return 0
  }
}

/** A member of an object may have a number for a name; it is an index then, as in all Pact tools. */
function isIndex(part: string | number): boolean {
  return typeof part === 'number' || /^\d+$/.test(part)
}
