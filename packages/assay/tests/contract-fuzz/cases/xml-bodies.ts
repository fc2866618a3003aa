import type { Random } from '../../../src/base/random.ts'
import type { XmlTree } from '../fuzz-case.ts'
import type { BodyPair } from './bodies.ts'
import { oneIn, oneOf, several } from './chance.ts'
import { createRuleList } from './matchers.ts'
import { createWord } from './words.ts'

const TYPES = ['application/xml', 'text/xml', 'application/soap+xml'] as const

export function createXmlPair(random: Random): BodyPair {
  const root = createElement(random)
  const rules = several(random, [0, 3], () => [
    createXmlExpression(random, root),
    createRuleList(random, '"a"'),
  ])
  return {
    contentType: random.pick(TYPES),
    expected: { format: 'xml', root },
    actual: oneIn(random, 40)
      ? { format: 'text', text: '<a><b></a>' }
      : { format: 'xml', root: mutateElement(random, root) },
    rules: Object.fromEntries(rules),
  }
}

const PLAIN_NAMES = ['a', 'b', 'c'] as const
const NAMES = ['a', 'a', 'b', 'b', 'c', 'x-y', 'n:a', 'é'] as const
const ATTRIBUTES = ['id', 'k', 'n:k', 'xml:lang'] as const
const MARKUP = ['<!-- c -->', '<![CDATA[a<b]]>', '\n  ', '<?p i?>', '&amp;', '&#233;'] as const

function createElement(random: Random, depth = 0): XmlTree {
  const attributes = several(random, [0, 2], () => [random.pick(ATTRIBUTES), createWord(random)] as const)
  const namespace = depth === 0 ? [['xmlns:n', 'urn:n'] as const] : []
  const name = random.pick(NAMES)
  // Below an element with a prefix, pact-core forgets the default namespace.
  const own =
    oneIn(random, 12) && !name.includes(':') ? [['xmlns', random.pick(['urn:d', 'urn:e'])] as const] : []
  return {
    name,
    attributes: [...new Map([...namespace, ...own, ...attributes])],
    children: depth >= 2 ? [createText(random)] : several(random, [0, 3], () => createChild(random, depth)),
  }
}

function createChild(random: Random, depth: number): XmlTree['children'][number] {
  return oneIn(random, 3) ? createText(random) : createElement(random, depth + 1)
}

function createText(random: Random): XmlTree['children'][number] {
  return oneIn(random, 6) ? { markup: random.pick(MARKUP) } : createWord(random)
}

function mutateElement(random: Random, { name, attributes, children }: XmlTree): XmlTree {
  const changed = children
    .filter(() => !oneIn(random, 12))
    .map((child) => {
      if (typeof child === 'string' || 'markup' in child) return oneIn(random, 3) ? createText(random) : child
      return mutateElement(random, child)
    })
  if (oneIn(random, 6)) {
    const [like] = elementsIn(children)
    changed.push(like === undefined ? createElement(random, 2) : mutateElement(random, like))
  }
  return {
    name: oneIn(random, 25) ? random.pick(PLAIN_NAMES) : name,
    attributes: attributes
      .filter(([key]) => key.startsWith('xmlns') || !oneIn(random, 12))
      .map(
        ([key, value]) =>
          [key, !key.startsWith('xmlns') && oneIn(random, 3) ? createWord(random) : value] as const,
      ),
    children: changed,
  }
}

function createXmlExpression(random: Random, root: XmlTree): string {
  let expression = `$${step(random, root.name)}`
  let element: XmlTree | undefined = root
  while (element !== undefined && !oneIn(random, 3)) {
    const elements: readonly XmlTree[] = elementsIn(element.children)
    element = elements.length === 0 ? undefined : oneOf(random, elements)
    if (element !== undefined) expression += oneIn(random, 5) ? '.*' : step(random, element.name)
  }
  return expression + random.pick(['', '', "['#text']", "['@id']", '.@k', '[*]', '[0]', '.*'])
}

function elementsIn(children: XmlTree['children']): XmlTree[] {
  return children.filter((child): child is XmlTree => typeof child !== 'string' && 'name' in child)
}

function step(random: Random, name: string): string {
  return /^\w+$/.test(name) && !oneIn(random, 4) ? `.${name}` : `['${name.replace('n:', 'urn:n:')}']`
}
