import type { MatchingRule } from '../model/matching-rules.ts'
import type { BodyPair } from './body-part.ts'
import { cannotApply, checkPattern } from './check-formats.ts'
import { checkRules, EQUALITY } from './check-rules.ts'
import { checkTextRules, equal } from './check-text.ts'
import { type Failing, inSentence, type Mismatch, shorten } from './mismatch.ts'
import { formatPath } from './path-expression.ts'
import { type RulePlace, rulesAtRoot } from './rule-tree.ts'
import { readXml, type XmlElement } from './xml-tree.ts'

/** Compares XML: elements by name, attributes as `@name` and texts as `#text` in path expressions. */
export function matchXmlBody(pair: BodyPair): readonly Mismatch[] {
  const expected = readXml(pair.expected.toString('utf8'))
  const actual = readXml(pair.actual.toString('utf8'))
  const walk: XmlWalk = { areExtrasAllowed: pair.areExtrasAllowed, path: [], mismatches: [] }
  for (const [which, read] of Object.entries({ expected, actual })) {
    if (!('problem' in read)) continue
    const sentence = `Failed to parse the ${which} body: '${read.problem}'`
    report(
      walk,
      { expected: pair.expected.toString('utf8'), actual: pair.actual.toString('utf8') },
      { rule: 'equality', sentence },
    )
  }
  if ('root' in expected && 'root' in actual) {
    const { name } = expected.root
    walk.path.push(name)
    compareElements(walk, rulesAtRoot(pair.rules).below(name), {
      expected: expected.root,
      actual: actual.root,
    })
  }
  return walk.mismatches
}

interface XmlWalk {
  readonly areExtrasAllowed: boolean
  readonly path: string[]
  readonly mismatches: Mismatch[]
}

interface ElementPair {
  readonly expected: XmlElement
  readonly actual: XmlElement
}

interface TextPair {
  readonly expected: string
  readonly actual: string
}

function compareElements(walk: XmlWalk, place: RulePlace, pair: ElementPair): void {
  const { list = EQUALITY, isCascaded } = place
  const failings = checkRules(list, { ...pair, isCascaded }, checkElement)
  for (const failing of failings) report(walk, namesOf(pair), failing)
  if (failings.length > 0) return
  compareAttributes(walk, place, pair)
  compareChildren(walk, place, pair)
  walk.path.push('#text')
  compareTexts(walk, place.below('#text'), { expected: pair.expected.text, actual: pair.actual.text })
  walk.path.pop()
}

interface CheckedElements extends ElementPair {
  readonly isCascaded: boolean
}

function checkElement(
  rule: MatchingRule,
  { expected, actual, isCascaded }: CheckedElements,
): Failing | undefined {
  const failing = (sentence: string) => ({ rule: rule.match, sentence })
  switch (rule.match) {
    case 'regex':
      return checkPattern(rule.regex, actual.localName)
    case 'type':
      if (expected.name === actual.name) return undefined
      return failing(`Expected '${expected.name}' to be the same type as '${actual.name}'`)
    case 'equality':
      if (expected.name === actual.name) return undefined
      return failing(`Expected '${expected.name}' to be equal to '${actual.name}'`)
    case 'min-type':
    case 'max-type':
    case 'min-max-type':
      if (isCascaded) return undefined
      if ('min' in rule && actual.nodeCount < rule.min)
        return failing(`Expected '${actual.name}' to have at least ${rule.min} children`)
      if ('max' in rule && actual.nodeCount > rule.max)
        return failing(`Expected '${actual.name}' to have at most ${rule.max} children`)
      return undefined
    case 'not-empty':
      return actual.nodeCount > 0
        ? undefined
        : failing(`Expected '${actual.name}' to have at least one child`)
    default:
      return cannotApply(rule, `<${actual.name}/>`)
  }
}

function compareAttributes(walk: XmlWalk, place: RulePlace, pair: ElementPair): void {
  const [expected, actual] = [pair.expected.attributes, pair.actual.attributes]
  const isCountWrong = walk.areExtrasAllowed ? expected.size > actual.size : expected.size !== actual.size
  if (isCountWrong) {
    const shown = { expected: shownAttributes(expected), actual: shownAttributes(actual) }
    const sentence =
      expected.size === 0
        ? `Did not expect any attributes but received ${shown.actual}`
        : `Expected ${walk.areExtrasAllowed ? 'at least ' : ''}${expected.size} attribute(s) but received ${actual.size} attribute(s)`
    report(walk, shown, { rule: 'equality', sentence })
  }
  for (const [name, value] of expected) {
    const received = actual.get(name)
    walk.path.push(`@${name}`)
    if (received !== undefined) {
      compareTexts(walk, place.below(`@${name}`), { expected: value, actual: received })
    } else {
      const sentence = `Expected attribute '${name}'='${value}' but was missing`
      report(walk, { expected: value, actual: '' }, { rule: 'equality', sentence })
    }
    walk.path.pop()
  }
}

function compareChildren(walk: XmlWalk, place: RulePlace, pair: ElementPair): void {
  const [expected, actual] = [pair.expected.children, pair.actual.children]
  const shown = { expected: shownNames(expected), actual: shownNames(actual) }
  if (expected.length === 0 && actual.length > 0 && !walk.areExtrasAllowed) {
    report(walk, shown, { rule: 'equality', sentence: `Expected no children but received [${shown.actual}]` })
    return
  }
  const wanted = Map.groupBy(expected, ({ name }) => name)
  const received = Map.groupBy(actual, ({ name }) => name)
  for (const [name, elements] of received) {
    const below = place.below(name)
    const like = wanted.get(name)
    if (like === undefined) {
      if (walk.areExtrasAllowed && !below.isTyped) continue
      report(walk, shown, { rule: 'equality', sentence: `Unexpected child <${name}/>` })
      continue
    }
    walk.path.push(name)
    compareGroup(walk, below, { expected: like, actual: elements })
    walk.path.pop()
  }
  for (const name of wanted.keys()) {
    if (received.has(name)) continue
    report(walk, shown, { rule: 'equality', sentence: `Expected child <${name}/> but was missing` })
  }
}

interface ElementGroups {
  readonly expected: readonly XmlElement[]
  readonly actual: readonly XmlElement[]
}

/** Elements of one name: with a type rule all are like the first, else they are compared in order. */
function compareGroup(walk: XmlWalk, place: RulePlace, { expected, actual }: ElementGroups): void {
  if (place.isTyped) {
    for (const element of actual) compareElements(walk, place, { expected: expected[0]!, actual: element })
    return
  }
  const shown = { expected: shownNames(expected), actual: shownNames(actual) }
  for (let index = 0; index < Math.max(expected.length, actual.length); index += 1) {
    const [like, element] = [expected[index], actual[index]]
    if (like !== undefined && element !== undefined)
      compareElements(walk, place, { expected: like, actual: element })
    else if (like !== undefined) {
      report(walk, shown, { rule: 'equality', sentence: `Expected child <${like.name}/> but was missing` })
    } else if (!walk.areExtrasAllowed) {
      report(walk, shown, { rule: 'equality', sentence: `Unexpected child <${element!.name}/>` })
    }
  }
}

function compareTexts(walk: XmlWalk, { list, isCascaded }: RulePlace, pair: TextPair): void {
  const failings =
    list === undefined ? [equal(pair.expected, pair.actual)] : checkTextRules(list, { ...pair, isCascaded })
  for (const failing of failings) if (failing !== undefined) report(walk, pair, failing)
}

function namesOf({ expected, actual }: ElementPair): TextPair {
  return { expected: expected.name, actual: actual.name }
}

function shownNames(elements: readonly XmlElement[]): string {
  return inSentence(elements.map(({ name }) => name).join(', '))
}

function shownAttributes(attributes: ReadonlyMap<string, string>): string {
  return inSentence(JSON.stringify(Object.fromEntries(attributes)))
}

function report({ path, mismatches }: XmlWalk, { expected, actual }: TextPair, failing: Failing): void {
  const shown = { expected: shorten(expected), actual: shorten(actual) }
  mismatches.push({ kind: 'body', where: formatPath(path), ...shown, ...failing })
}
