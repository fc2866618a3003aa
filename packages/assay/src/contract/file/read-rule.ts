import type { JsonObject } from '../model/json.ts'
import type {
  ArrayVariant,
  EachDefinition,
  MatchingRule,
  RuleList,
  RulesByPath,
  StatusClass,
} from '../model/matching-rules.ts'
import { isJsonObject } from './json-object.ts'
import {
  at,
  failAt,
  firstOf,
  itemsOf,
  looseObjectOf,
  membersOf,
  type PactNode,
  textOf,
  warnAt,
} from './pact-node.ts'

const STATUS_CLASSES: readonly string[] = [
  'info',
  'success',
  'redirect',
  'clientError',
  'serverError',
  'nonError',
  'error',
] satisfies StatusClass[]

/** How the rules of each name are read; names are compared in one spelling. */
const READERS: ReadonlyMap<string, (node: PactNode) => MatchingRule> = new Map([
  ...(
    ['equality', 'number', 'integer', 'decimal', 'boolean', 'null', 'values', 'not-empty', 'semver'] as const
  ).map((match) => [match, (): MatchingRule => ({ match })] as const),
  ['real', () => ({ match: 'decimal' })],
  ['type', typeRule],
  ['min', typeRule],
  ['max', typeRule],
  ['min-type', typeRule],
  ['max-type', typeRule],
  ['min-max-type', typeRule],
  ['regex', (node) => ({ match: 'regex', regex: neededText(node, 'regex') })],
  ['include', (node) => ({ match: 'include', value: neededText(node, 'value') })],
  ['content-type', (node) => ({ match: 'content-type', value: neededText(node, 'value') })],
  ['date', (node) => ({ match: 'date', format: formatOf(node, 'date') })],
  ['time', (node) => ({ match: 'time', format: formatOf(node, 'time') })],
  ['datetime', (node) => ({ match: 'datetime', format: formatOf(node, 'datetime') })],
  ['timestamp', (node) => ({ match: 'datetime', format: formatOf(node, 'timestamp') })],
  ['status-code', (node) => ({ match: 'status-code', status: statusOf(at(node, 'status')) })],
  ['each-key', (node) => ({ match: 'each-key', definition: definitionOf(node) })],
  ['each-value', (node) => ({ match: 'each-value', definition: definitionOf(node) })],
  ['array-contains', (node) => ({ match: 'array-contains', variants: variantsOf(at(node, 'variants')) })],
])

/** Members that tell a rule that does not say its name, as in version 2. */
const TELLING = ['regex', 'min', 'max', 'timestamp', 'datetime', 'time', 'date']

/** Reads one rule, in any spelling that Pact tools have written. */
export function readRule(node: PactNode): MatchingRule {
  if (!isJsonObject(node.value)) return failAt(node, 'a matching rule is not an object')
  const name = textOf(firstOf(node, ['match', 'pact:matcher:type'])) ?? guessName(node.value)
  if (name === undefined || name === '') return failAt(node, 'a matching rule does not say what to match')
  const reader = READERS.get(inOneSpelling(name))
  if (reader !== undefined) return reader(node)
  warnAt(node, `matcher "${name}" is not known; it is kept, and matches nothing`)
  return { match: 'unknown', name, json: node.value }
}

/** The rules for one place: a list and how they combine, or one rule by itself. */
export function readRuleList(node: PactNode): RuleList {
  const matchers = at(node, 'matchers')
  if (matchers.value === undefined) return { combine: 'AND', rules: [readRule(node)] }
  const combine = textOf(at(node, 'combine'))?.toUpperCase() === 'OR' ? 'OR' : 'AND'
  return { combine, rules: itemsOf(matchers).map(readRule) }
}

/** Rules by path expression; a list without a path is about the whole body. */
export function readRulesByPath(node: PactNode): RulesByPath {
  const lists = isRuleList(node) ? [['$', node] as const] : membersOf(node)
  return new Map(
    lists
      .map(([path, list]) => [path, readRuleList(list)] as const)
      .filter(([, { rules }]) => rules.length > 0),
  )
}

/** Whether a node holds rules by itself, and not by name or path. */
export function isRuleList({ value }: PactNode): boolean {
  if (!isJsonObject(value)) return false
  const names = ['matchers', 'match', 'pact:matcher:type', ...TELLING]
  return names.some((name) => name in value && (name === 'matchers') === Array.isArray(value[name]))
}

function guessName(value: JsonObject): string | undefined {
  return TELLING.find((name) => name in value)
}

/** `arrayContains` and `array-contains` are the same. */
function inOneSpelling(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, (capital) => `-${capital}`).toLowerCase()
}

function typeRule(node: PactNode): MatchingRule {
  const min = countAt(node, 'min')
  const max = countAt(node, 'max')
  if (min !== undefined && max !== undefined) return { match: 'min-max-type', min, max }
  if (min !== undefined) return { match: 'min-type', min }
  return max === undefined ? { match: 'type' } : { match: 'max-type', max }
}

/** A whole number of 0 or more; also in quotes, as the specification itself has it in an example. */
function countAt(node: PactNode, name: string): number | undefined {
  const member = at(node, name)
  if (member.value === undefined || member.value === null) return undefined
  const count = Math.trunc(Number(textOf(member) || 'none'))
  return count >= 0 ? count : failAt(member, 'it is not a number of 0 or more')
}

function neededText(node: PactNode, name: string): string {
  return textOf(at(node, name)) ?? failAt(node, `the matching rule has no "${name}"`)
}

function formatOf(node: PactNode, name: string): string | undefined {
  return textOf(firstOf(node, ['format', name])) || undefined
}

function statusOf(node: PactNode): StatusClass | readonly number[] {
  const { value } = node
  if (value === undefined || value === null) return 'success'
  if (Array.isArray(value) && value.every((item) => Number.isInteger(Number(item)))) return value.map(Number)
  return STATUS_CLASSES.includes(String(value))
    ? (value as StatusClass)
    : failAt(node, `it is neither a list of status codes nor one of ${STATUS_CLASSES.join(', ')}`)
}

function definitionOf(node: PactNode): EachDefinition {
  return {
    value: at(node, 'value').value,
    rules: itemsOf(at(node, 'rules')).map(readRule),
    generator: looseObjectOf(at(node, 'generator')),
  }
}

function variantsOf(node: PactNode): ArrayVariant[] {
  if (!Array.isArray(node.value)) return failAt(node, 'the variants of "arrayContains" are not a list')
  return itemsOf(node).map((variant) => ({
    index: countAt(variant, 'index') ?? 0,
    rules: variantRules(at(variant, 'rules')),
    generators: looseObjectOf(at(variant, 'generators')) ?? {},
  }))
}

/** A variant without rules is an item that must be there as it is. */
function variantRules(node: PactNode): ArrayVariant['rules'] {
  if (node.value === undefined) return new Map([['$', { combine: 'AND', rules: [{ match: 'equality' }] }]])
  return readRulesByPath(node)
}
