import type { Json, JsonObject } from '../model/json.ts'
import type { MatchingRules, RuleList } from '../model/matching-rules.ts'
import type { PactSpecification } from '../model/pact.ts'
import { flatKey, splitFlatKey } from './flat-rule-key.ts'
import { isJsonObject, unlessEmpty } from './json-object.ts'
import { firstOf, membersOf, type PactNode, warnAt } from './pact-node.ts'
import { isRuleList, readRuleList, readRulesByPath } from './read-rule.ts'
import { isBefore } from './specification-version.ts'
import { ruleListToJson, rulesToJson, ruleToJson } from './write-rule.ts'

/** Where rules are said: `matchingRules`, or what early versions called it. */
export const RULE_MEMBERS = ['matchingRules', 'requestMatchingRules', 'responseMatchingRules'] as const

const SINGLE = ['method', 'path', 'status'] as const
const NAMED = ['header', 'query', 'metadata', 'body'] as const
const OTHER_NAMES: Readonly<Record<string, string>> = { headers: 'header', content: 'body', contents: 'body' }

/** Rules of any category, by name or path; the one list of `path`, `method` and `status` has no name. */
type Collected = Map<string, Map<string, RuleList>>

/** Reads the rules of a request, response or message, whichever version they are written in. */
export function readMatchingRules(part: PactNode): MatchingRules {
  const node = firstOf(part, RULE_MEMBERS)
  const members = membersOf(node)
  const isFlat = members[0]?.[0].startsWith('$') ?? false
  const collected: Collected = new Map()
  const others: Record<string, Json> = {}
  for (const [name, member] of members) {
    const isKnown = isFlat ? collectFlat(collected, name, member) : collectCategory(collected, name, member)
    if (isKnown) continue
    warnAt(member, 'no such category of matching rules is known; it is kept')
    others[name] = member.value ?? null
  }
  return rulesFrom(collected, others)
}

/** `undefined` when there are none. */
export function writeMatchingRules(
  rules: MatchingRules,
  specification: PactSpecification,
): JsonObject | undefined {
  return unlessEmpty(isBefore(specification, '3.0') ? flatRules(rules) : rulesByCategory(rules))
}

/** Version 2: `$.body.items[0]`, `$.headers.Accept`. Returns whether the key was understood. */
function collectFlat(collected: Collected, key: string, node: PactNode): boolean {
  const { category, name } = splitFlatKey(key)
  const known = knownCategory(category)
  if (known !== undefined) add(collected, known, [[name, readRuleList(node)]])
  return known !== undefined
}

function collectCategory(collected: Collected, category: string, node: PactNode): boolean {
  const known = knownCategory(category)
  if (known === undefined) return false
  if (isSingle(known)) {
    const list = isRuleList(node) ? node : (membersOf(node)[0]?.[1] ?? undefined)
    if (list !== undefined) add(collected, known, [['', readRuleList(list)]])
  } else add(collected, known, readRulesByPath(node))
  return true
}

/** Two keys of version 2 may be about the same place; both rules must hold then. */
function add(collected: Collected, category: string, lists: Iterable<readonly [string, RuleList]>): void {
  const known = collected.get(category) ?? new Map<string, RuleList>()
  for (const [name, list] of lists) {
    const before = known.get(name)
    if (list.rules.length === 0) continue
    known.set(name, before === undefined ? list : { ...before, rules: [...before.rules, ...list.rules] })
  }
  if (known.size > 0) collected.set(category, known)
}

function knownCategory(name: string): string | undefined {
  const lower = name.toLowerCase()
  const category = OTHER_NAMES[lower] ?? lower
  return [...SINGLE, ...NAMED].some((known) => known === category) ? category : undefined
}

function isSingle(category: string): boolean {
  return SINGLE.some((single) => single === category)
}

function rulesFrom(collected: Collected, others: JsonObject): MatchingRules {
  const entries = [...collected].map(([category, lists]) => [
    category,
    isSingle(category) ? [...lists.values()][0] : lists,
  ])
  const rest = unlessEmpty(others)
  return {
    ...(Object.fromEntries(entries) as MatchingRules),
    ...(rest === undefined ? {} : { others: rest }),
  }
}

function rulesByCategory(rules: MatchingRules): JsonObject {
  const entries = [...SINGLE, ...NAMED].toSorted().flatMap((category): [string, Json][] => {
    const found = rules[category]
    if (found === undefined) return []
    return [[category, 'combine' in found ? ruleListToJson(found) : rulesToJson(found)]]
  })
  return { ...rules.others, ...Object.fromEntries(entries) }
}

/** Of several rules for one place, version 2 can say the first one only. */
function flatRules(rules: MatchingRules): JsonObject {
  const entries = [...SINGLE, ...NAMED].toSorted().flatMap((category): [string, Json][] => {
    const found = rules[category]
    if (found === undefined) return []
    const lists: Iterable<readonly [string, RuleList]> = 'combine' in found ? [['', found]] : found
    return [...lists].map(([name, list]) => [flatKey(category, name), firstRule(list)])
  })
  return { ...rules.others, ...Object.fromEntries(entries) }
}

function firstRule({ rules: [rule] }: RuleList): Json {
  const json = rule === undefined ? {} : ruleToJson(rule)
  return isJsonObject(json) ? json : {}
}
