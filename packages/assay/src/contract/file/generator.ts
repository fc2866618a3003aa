import type { Generator, UuidFormat } from '../model/generators.ts'
import type { Json } from '../model/json.ts'
import { inOrder, isJsonObject } from './json-object.ts'
import { at, failAt, type PactNode, textOf, warnAt } from './pact-node.ts'

const UUID_FORMATS: readonly string[] = [
  'simple',
  'lower-case-hyphenated',
  'upper-case-hyphenated',
  'URN',
] satisfies UuidFormat[]

/** The number of digits or characters when none is said, as in other Pact tools. */
const DEFAULT_SIZE = 10

/** How the generators of each name are read; nothing where one lacks what it needs. */
const READERS: ReadonlyMap<string, (node: PactNode) => Generator | undefined> = new Map([
  [
    'RandomInt',
    (node) => ({
      type: 'RandomInt',
      min: numberAt(node, 'min', 0),
      max: numberAt(node, 'max', DEFAULT_SIZE),
    }),
  ],
  ['RandomDecimal', (node) => ({ type: 'RandomDecimal', digits: numberAt(node, 'digits', DEFAULT_SIZE) })],
  [
    'RandomHexadecimal',
    (node) => ({ type: 'RandomHexadecimal', digits: numberAt(node, 'digits', DEFAULT_SIZE) }),
  ],
  ['RandomString', (node) => ({ type: 'RandomString', size: numberAt(node, 'size', DEFAULT_SIZE) })],
  ['RandomBoolean', () => ({ type: 'RandomBoolean' })],
  ['Regex', regexGenerator],
  ['Uuid', uuidGenerator],
  ['Date', (node) => ({ type: 'Date', ...momentOf(node) })],
  ['Time', (node) => ({ type: 'Time', ...momentOf(node) })],
  ['DateTime', (node) => ({ type: 'DateTime', ...momentOf(node) })],
  ['ProviderState', stateGenerator],
  [
    'MockServerURL',
    (node) => ({
      type: 'MockServerURL',
      example: textOf(at(node, 'example')) ?? '',
      regex: textOf(at(node, 'regex')) ?? '',
    }),
  ],
])

/** Reads one generator. */
export function readGenerator(node: PactNode): Generator {
  if (!isJsonObject(node.value)) return failAt(node, 'a generator is not an object')
  const name = textOf(at(node, 'type')) ?? ''
  const generator = READERS.get(name)?.(node)
  if (generator !== undefined) return generator
  const what = READERS.has(name) ? 'lacks what it needs' : 'is not known'
  warnAt(node, `generator "${name}" ${what}; it is kept, and generates nothing`)
  return { type: 'unknown', name, json: node.value }
}

export function generatorToJson(generator: Generator): Json {
  return generator.type === 'unknown' ? generator.json : inOrder(generator)
}

function regexGenerator(node: PactNode): Generator | undefined {
  const regex = textOf(at(node, 'regex'))
  return regex === undefined ? undefined : { type: 'Regex', regex }
}

function uuidGenerator(node: PactNode): Generator | undefined {
  const format = textOf(at(node, 'format'))
  if (format === undefined) return { type: 'Uuid', format }
  return UUID_FORMATS.includes(format) ? { type: 'Uuid', format: format as UuidFormat } : undefined
}

function stateGenerator(node: PactNode): Generator | undefined {
  const expression = textOf(at(node, 'expression'))
  if (expression === undefined) return undefined
  return { type: 'ProviderState', expression, dataType: textOf(at(node, 'dataType')) }
}

function momentOf(node: PactNode) {
  return { format: textOf(at(node, 'format')), expression: textOf(at(node, 'expression')) }
}

function numberAt(node: PactNode, name: string, otherwise: number): number {
  const { value } = at(node, name)
  return typeof value === 'number' ? Math.trunc(value) : otherwise
}
