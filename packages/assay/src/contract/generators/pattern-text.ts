import type { Random } from '../../base/random.ts'
import { parsePattern } from '../matching/parse-pattern.ts'
import { findWhole } from '../matching/pattern.ts'
import type { CharacterSet, PatternNode } from '../matching/pattern-syntax.ts'
import { isInSet } from '../matching/set-source.ts'
import type { GeneratedValue } from './generation.ts'

const MOST_CHARACTERS = 10_000
/** How many more than the least a repetition without an end makes. */
const MOST_EXTRA = 10
/** Looks around and edges of words are not generated but hoped for. */
const MOST_ATTEMPTS = 20

/** A text that a pattern matches. */
export function patternText(random: Random, regex: string): GeneratedValue {
  const parsed = parsePattern(regex)
  if ('problem' in parsed)
    return { problem: `'${regex}' is not a valid regular expression - ${parsed.problem}` }
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const writing: Writing = { random, groups: new Map(), left: MOST_CHARACTERS }
    const value = write(writing, parsed.node)
    if (findWhole(regex, value).kind === 'found') return { value }
  }
  return { problem: `no text could be made that matches '${regex}'` }
}

interface Writing {
  readonly random: Random
  /** What was made for each group, for those that refer to it. */
  readonly groups: Map<string, string>
  /** How many characters may still be made. */
  left: number
}

function write(writing: Writing, node: PatternNode): string {
  const { random } = writing
  switch (node.kind) {
    case 'sequence':
      return node.items.map((item) => write(writing, item)).join('')
    case 'alternatives':
      return write(writing, node.options[random.integer(0, node.options.length - 1)]!)
    case 'set':
      return writeCharacter(writing, node.set)
    case 'group': {
      const text = write(writing, node.body)
      writing.groups.set(node.name, text)
      return text
    }
    case 'atomic':
    case 'any-case':
      return write(writing, node.body)
    case 'reference':
      return writing.groups.get(node.name) ?? ''
    case 'repeat':
      return writeRepeat(writing, node)
    case 'assertion':
    case 'look':
      return ''
  }
}

function writeRepeat(writing: Writing, node: Extract<PatternNode, { readonly kind: 'repeat' }>): string {
  const most = Math.min(node.most, node.least + MOST_EXTRA)
  let text = ''
  for (let times = writing.random.integer(node.least, most); times > 0 && writing.left > 0; times -= 1) {
    text += write(writing, node.body)
  }
  return text
}

const PRINTABLE = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index))
const charactersOf = new WeakMap<CharacterSet, readonly string[]>()

function writeCharacter(writing: Writing, set: CharacterSet): string {
  writing.left -= 1
  let characters = charactersOf.get(set)
  if (characters === undefined) {
    characters = charactersIn(set)
    charactersOf.set(set, characters)
  }
  return characters.length === 0 ? '' : characters[writing.random.integer(0, characters.length - 1)]!
}

/** Printable ASCII if there is any; else the first of the characters that the set names. */
function charactersIn(set: CharacterSet): readonly string[] {
  const printable = PRINTABLE.filter((text) => isInSet(set, text))
  if (printable.length > 0) return printable
  return set.parts
    .flatMap((part) => (part.kind === 'range' ? [String.fromCodePoint(part.from)] : []))
    .filter((text) => isInSet(set, text))
}
