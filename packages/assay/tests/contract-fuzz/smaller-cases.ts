import type {
  FuzzBody,
  FuzzCase,
  FuzzRules,
  JsonTree,
  NamedRules,
  RuleListJson,
  XmlTree,
} from './fuzz-case.ts'

/** Cases that are a little smaller than a case, the boldest first. */
export function smallerCases(one: FuzzCase): FuzzCase[] {
  const withRules = smallerRules(one.rules).map((rules) => ({ ...one, rules }))
  return [...withRules, ...smallerParts(one)] as FuzzCase[]
}

function smallerParts(one: FuzzCase): object[] {
  const { expected, actual } = one
  const bodies = [
    ...smallerBodies(expected.body).map((body) => ({ ...one, expected: { ...expected, body } })),
    ...smallerBodies(actual.body).map((body) => ({ ...one, actual: { ...actual, body } })),
    ...smallerTogether(one),
  ]
  return [...withoutNames(one), ...bodies]
}

/** Both bodies smaller in the same way: without a member that both have. */
function smallerTogether(one: FuzzCase): object[] {
  const left = smallerBodies(one.expected.body)
  const right = smallerBodies(one.actual.body)
  return left.slice(0, right.length).map((body, index) => ({
    ...one,
    expected: { ...one.expected, body },
    actual: { ...one.actual, body: right[index] },
  }))
}

/** Without a header, a parameter or a metadata key, on both sides. */
function withoutNames(one: FuzzCase): object[] {
  if (one.kind === 'message') {
    return Object.keys(one.expected.metadata).map((key) => {
      const without = ({ [key]: _gone, ...rest }: Readonly<Record<string, unknown>>) => rest
      return {
        ...one,
        expected: { ...one.expected, metadata: without(one.expected.metadata) },
        actual: { ...one.actual, metadata: without(one.actual.metadata) },
      }
    })
  }
  const lists = one.kind === 'request' ? (['headers', 'query'] as const) : (['headers'] as const)
  return lists.flatMap((list) => {
    const both = [one.expected, one.actual] as unknown as Record<
      string,
      readonly (readonly [string, unknown])[]
    >[]
    const names = new Set(both.flatMap((part) => part[list]!.map(([name]) => name.toLowerCase())))
    return [...names].map((gone) => {
      const [expected, actual] = both.map((part) => ({
        ...part,
        [list]: part[list]!.filter(([name]) => name.toLowerCase() !== gone),
      }))
      return { ...one, expected, actual }
    })
  })
}

function smallerRules(rules: FuzzRules): FuzzRules[] {
  return Object.entries(rules).flatMap(([category, found]) => {
    const { [category as keyof FuzzRules]: _gone, ...without } = rules
    const smaller =
      'combine' in found ? smallerLists(found as RuleListJson) : smallerNamed(found as NamedRules)
    return [without, ...smaller.map((one) => ({ ...rules, [category]: one }))]
  })
}

function smallerNamed(rules: NamedRules): NamedRules[] {
  return Object.entries(rules).flatMap(([name, list]) => {
    const { [name]: _gone, ...without } = rules
    return [without, ...smallerLists(list).map((one) => ({ ...rules, [name]: one }))]
  })
}

function smallerLists({ combine, matchers }: RuleListJson): RuleListJson[] {
  const fewer =
    matchers.length < 2
      ? []
      : matchers.map((_, index) => ({ combine, matchers: matchers.toSpliced(index, 1) }))
  const plain = combine === 'OR' ? [{ combine: 'AND', matchers } as const] : []
  return [...fewer, ...plain]
}

function smallerBodies(body: FuzzBody): FuzzBody[] {
  switch (body.format) {
    case 'json':
      return smallerTrees(body.value).map((value) => ({ format: 'json', value }))
    case 'xml':
      return smallerElements(body.root).map((root) => ({ format: 'xml', root }))
    case 'form':
      return body.fields.map((_, index) => ({ format: 'form', fields: body.fields.toSpliced(index, 1) }))
    case 'multipart':
      return body.parts.map((_, index) => ({ format: 'multipart', parts: body.parts.toSpliced(index, 1) }))
    default:
      return []
  }
}

function smallerTrees(tree: JsonTree): JsonTree[] {
  if (typeof tree === 'string') return tree === '1' || tree === '"a"' ? [] : ['1', '"a"']
  if (!('members' in tree)) {
    return tree.flatMap((item, index) => [
      tree.toSpliced(index, 1),
      ...smallerTrees(item).map((smaller) => tree.with(index, smaller)),
    ])
  }
  const { members } = tree
  return members.flatMap(([name, value], index) => [
    { members: members.toSpliced(index, 1) },
    ...smallerTrees(value).map((smaller) => ({ members: members.with(index, [name, smaller]) })),
  ])
}

function smallerElements(element: XmlTree): XmlTree[] {
  const { attributes, children } = element
  const fewerAttributes = attributes.map((_, index) => ({
    ...element,
    attributes: attributes.toSpliced(index, 1),
  }))
  const fewerChildren = children.flatMap((child, index) => [
    { ...element, children: children.toSpliced(index, 1) },
    ...(typeof child === 'string' || 'markup' in child ? [] : smallerElements(child)).map((smaller) => ({
      ...element,
      children: children.with(index, smaller),
    })),
  ])
  return [...fewerAttributes, ...fewerChildren]
}
