import type { Random } from '../../../src/base/random.ts'
import type { FuzzBody, JsonTree, NamedRules, XmlTree } from '../fuzz-case.ts'
import { oneIn, several } from './chance.ts'
import { createJson, createObject, mutateJson } from './json-trees.ts'
import { createRuleList } from './matchers.ts'
import { createPathExpression } from './path-expressions.ts'

/** A body, what it is called, the same as it may come, and rules for it. */
export interface BodyPair {
  readonly contentType: string | undefined
  readonly expected: FuzzBody
  readonly actual: FuzzBody
  readonly rules: NamedRules
}

export function createBodyPair(random: Random): BodyPair {
  const chance = random.integer(1, 20)
  const pair = chance <= 13 ? jsonPair(random) : otherPair(random, chance)
  if (oneIn(random, 40)) return { ...pair, expected: { format: random.pick(['none', 'empty']) } }
  if (oneIn(random, 40)) return { ...pair, actual: { format: random.pick(['none', 'empty']) } }
  return pair
}

const JSON_TYPES = [
  ...['application/json', 'application/json', 'application/json', 'application/json;charset=utf-8'],
  ...['application/hal+json', 'application/vnd.x.v1+json', 'application/graphql'],
] as const

function jsonPair(random: Random): BodyPair {
  const value = oneIn(random, 3) ? createJson(random) : createObject(random)
  const actual = oneIn(random, 12) ? createJson(random) : mutateJson(random, value)
  return {
    contentType: random.pick(JSON_TYPES),
    expected: { format: 'json', value },
    actual: oneIn(random, 60) ? { format: 'text', text: '{"a":' } : { format: 'json', value: actual },
    rules: rulesFor(random, value),
  }
}

function rulesFor(random: Random, tree: JsonTree): NamedRules {
  return Object.fromEntries(
    several(random, [0, 4], () => [createPathExpression(random, tree), createRuleList(random)]),
  )
}

function otherPair(random: Random, chance: number): BodyPair {
  if (chance <= 15) return xmlPair(random)
  return chance <= 17 ? formPair(random) : textPair(random)
}

const WORDS = ['a', 'b', 'abc', '1', '100', '1.5', 'true', '', 'é', 'a b', '2024-02-03', '1.2.3'] as const

function textPair(random: Random): BodyPair {
  const text = random.pick(WORDS)
  const actual = oneIn(random, 2) ? text : random.pick(WORDS)
  const isForRoot = oneIn(random, 2)
  return {
    contentType: random.pick([
      'text/plain',
      'text/html',
      'text/csv',
      'application/octet-stream',
      'image/png',
      'x/y',
    ]),
    expected: { format: 'text', text },
    actual: { format: 'text', text: actual },
    rules: isForRoot ? { $: createRuleList(random) } : {},
  }
}

function formPair(random: Random): BodyPair {
  const names = ['a', 'b', 'a b', 'é', 'c[]'] as const
  const createField = () => [random.pick(names), oneIn(random, 8) ? null : random.pick(WORDS)] as const
  const fields = several(random, [1, 3], createField)
  const changed = fields
    .filter(() => !oneIn(random, 8))
    .map(([name, value]) => [name, oneIn(random, 3) ? random.pick(WORDS) : value] as const)
  const expressions = ['$.a', '$.b', "$['a b']", '$.a[0]', '$.a[*]', '$', '$.*', "$['é']"] as const
  return {
    contentType: 'application/x-www-form-urlencoded',
    expected: { format: 'form', fields },
    actual: { format: 'form', fields: oneIn(random, 6) ? [...changed, createField()] : changed },
    rules: Object.fromEntries(
      several(random, [0, 2], () => [random.pick(expressions), createRuleList(random)]),
    ),
  }
}

function xmlPair(random: Random): BodyPair {
  const root = createElement(random)
  return {
    contentType: random.pick(['application/xml', 'text/xml', 'application/soap+xml']),
    expected: { format: 'xml', root },
    actual: oneIn(random, 40)
      ? { format: 'text', text: '<a><b></a>' }
      : { format: 'xml', root: mutateElement(random, root) },
    rules: Object.fromEntries(
      several(random, [0, 3], () => [createXmlExpression(random, root), createRuleList(random)]),
    ),
  }
}

const ELEMENTS = ['a', 'b', 'c', 'x-y'] as const

function createElement(random: Random, depth = 0): XmlTree {
  const attributes = several(random, [0, 2], () => [random.pick(['id', 'k']), random.pick(WORDS)] as const)
  const createChild = () => (oneIn(random, 3) ? random.pick(WORDS) : createElement(random, depth + 1))
  return {
    name: random.pick(ELEMENTS),
    attributes: [...new Map(attributes)],
    children: depth >= 2 ? [random.pick(WORDS)] : several(random, [0, 3], createChild),
  }
}

function mutateElement(random: Random, { name, attributes, children }: XmlTree): XmlTree {
  const changed = children
    .filter(() => !oneIn(random, 12))
    .map((child) => {
      if (typeof child === 'string') return oneIn(random, 3) ? random.pick(WORDS) : child
      return mutateElement(random, child)
    })
  const [first] = children
  if (oneIn(random, 6)) {
    const isElement = first !== undefined && typeof first !== 'string'
    changed.push(isElement ? mutateElement(random, first) : createElement(random, 2))
  }
  return {
    name: oneIn(random, 25) ? random.pick(ELEMENTS) : name,
    attributes: attributes
      .filter(() => !oneIn(random, 12))
      .map(([key, value]) => [key, oneIn(random, 3) ? random.pick(WORDS) : value] as const),
    children: changed,
  }
}

function createXmlExpression(random: Random, root: XmlTree): string {
  let expression = `$.${root.name}`
  let element: XmlTree | undefined = root
  while (element !== undefined && !oneIn(random, 3)) {
    const elements: XmlTree[] = element.children.filter((child) => typeof child !== 'string')
    element = elements[random.integer(0, elements.length - 1)]
    if (element !== undefined) expression += random.pick([`.${element.name}`, `['${element.name}']`, '.*'])
  }
  return expression + random.pick(['', '', "['#text']", "['@id']", '.@k', '[*]', '[0]', '.*'])
}
