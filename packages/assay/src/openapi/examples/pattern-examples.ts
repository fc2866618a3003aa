import { toRegExp } from '../to-reg-exp.ts'

/** Texts tried when a pattern cannot be followed part by part, as with look-aheads. */
const STOCK = ['Abcdef1!', 'Abcdefghijkl123!', 'abc', 'ABC', '123', 'a', '1', 'text-1', '2024-01-01', '']

/** Characters tried, in this order, for a class of characters. */
const PREFERRED = [...'aA0-_ .@/', 'é', '\n']

const CLASSES: Readonly<Record<string, string>> = {
  d: '0',
  w: 'a',
  s: ' ',
  D: 'a',
  W: '-',
  S: 'a',
  n: '\n',
  t: '\t',
}
const MOST_REPEATS = 64
/** Repeats within repeats grow fast; no text needs to be longer. */
const MAX_LENGTH = 10_000

/**
 * Texts that match a pattern, short ones first: each time, everything that may be repeated is
 * repeated once more. What a part cannot promise is checked against the pattern itself.
 *
 * @example
 * patternExamples('^ORD-[0-9]{6}$').next().value // 'ORD-000000'
 */
export function* patternExamples(pattern: string): Generator<string> {
  const expression = toRegExp(pattern)
  const seen = new Set<string>()
  for (let repeats = 0; repeats <= MOST_REPEATS; repeats += 1) {
    const text = readAlternatives({ pattern, index: 0, repeats, groups: [] })
    if (!seen.has(text) && expression.test(text)) yield text
    seen.add(text)
  }
  yield* STOCK.filter((text) => !seen.has(text) && expression.test(text))
}

/** A place in a pattern, and the text of each group so far. */
interface Reading {
  readonly pattern: string
  index: number
  /** How many times more than it must everything is repeated. */
  readonly repeats: number
  readonly groups: string[]
}

/** The first alternative up to the end of the group; with more repeats, the later ones in turn. */
function readAlternatives(reading: Reading): string {
  const alternatives = [readSequence(reading)]
  while (reading.pattern[reading.index] === '|') {
    reading.index += 1
    alternatives.push(readSequence(reading))
  }
  return alternatives[reading.repeats % alternatives.length] ?? ''
}

function readSequence(reading: Reading): string {
  let text = ''
  while (reading.index < reading.pattern.length && !'|)'.includes(reading.pattern[reading.index] ?? '')) {
    const atom = readAtom(reading)
    const room = Math.floor((MAX_LENGTH - text.length) / Math.max(atom.length, 1))
    text += atom.repeat(Math.min(readQuantifier(reading), room))
  }
  return text
}

function readAtom(reading: Reading): string {
  const character = reading.pattern[reading.index] ?? ''
  reading.index += 1
  if (character === '^' || character === '$') return ''
  if (character === '.') return 'a'
  if (character === '(') return readGroup(reading)
  if (character === '[') return readClass(reading)
  if (character === '\\') return readEscape(reading)
  return character
}

function readGroup(reading: Reading): string {
  const opening = /^\?(?::|<?[=!]|<[^>]+>)/.exec(reading.pattern.slice(reading.index))?.[0] ?? ''
  reading.index += opening.length
  const isCapture = opening === '' || /^\?<[^=!]/.test(opening)
  const position = isCapture ? reading.groups.push('') - 1 : -1
  const text = readAlternatives(reading)
  reading.index += 1
  if (isCapture) reading.groups[position] = text
  // A look-around adds no text; whether what is around it fits is seen at the end.
  return /[=!]$/.test(opening) ? '' : text
}

/** Any character of the class: asked of the class itself, so that every form of it is understood. */
function readClass(reading: Reading): string {
  const start = reading.index - 1
  for (let isEscaped = false; reading.index < reading.pattern.length; reading.index += 1) {
    const character = reading.pattern[reading.index]
    if (character === ']' && !isEscaped && reading.index > start + 1) break
    isEscaped = character === '\\' && !isEscaped
  }
  reading.index += 1
  return characterOf(reading.pattern.slice(start, reading.index))
}

function readEscape(reading: Reading): string {
  const rest = reading.pattern.slice(reading.index)
  const escaped =
    /^(?:[pP]\{[^}]+\}|u\{[^}]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|k<[^>]+>|\d+|.)/su.exec(rest)?.[0] ?? ''
  reading.index += escaped.length
  if (/^[bB]$/.test(escaped)) return ''
  if (/^\d+$/.test(escaped)) return reading.groups[Number(escaped) - 1] ?? ''
  if (escaped.length > 1) return characterOf(`\\${escaped}`)
  return CLASSES[escaped] ?? escaped
}

function characterOf(characterClass: string): string {
  const expression = toRegExp(`^${characterClass}$`)
  const preferred = PREFERRED.find((character) => expression.test(character))
  if (preferred !== undefined) return preferred
  for (let code = 0x21; code < 0x3_000; code += 1) {
    const character = String.fromCodePoint(code)
    if (expression.test(character)) return character
  }
  return ''
}

/** How many times the atom before is to be taken. */
function readQuantifier(reading: Reading): number {
  const quantifier = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(reading.pattern.slice(reading.index))
  if (quantifier === null) return 1
  reading.index += quantifier[0].length
  const [written, low, comma, high] = quantifier
  if (low === undefined) {
    if (written.startsWith('?')) return Math.min(1, reading.repeats)
    return written.startsWith('+') ? 1 + reading.repeats : reading.repeats
  }
  const least = Number(low)
  if (comma === '') return least
  return Math.min(least + reading.repeats, high === '' ? Number.POSITIVE_INFINITY : Number(high))
}
