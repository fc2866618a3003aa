import { readBracketSet, readEscapedCharacter } from './pattern-characters.ts'
import {
  accept,
  nextCharacter,
  PatternProblem,
  type PatternReader,
  readerOf,
  take,
} from './pattern-reader.ts'
import {
  type Assertion,
  type CharacterSet,
  character,
  characterSet,
  negated,
  type PatternNode,
} from './pattern-syntax.ts'

export type ParsedPattern = { readonly node: PatternNode } | { readonly problem: string }

const MOST_CHARACTERS = 10_000
const MOST_DEPTH = 200

/**
 * Reads a regular expression in the syntax of Oniguruma, which most Pact tools use: line anchors,
 * `\h` for hexadecimal digits, `(?>…)`, `a++`, `[[:alpha:]]`, `\A`, `\z`, `\Z`, `(?i)`.
 */
export function parsePattern(pattern: string): ParsedPattern {
  if (pattern.length > MOST_CHARACTERS) return { problem: `it is longer than ${MOST_CHARACTERS} characters` }
  const reader = readerOf(pattern)
  try {
    const node = readAlternatives(reader)
    if (reader.position < pattern.length) return { problem: 'a closing parenthesis has no opening one' }
    return { node }
  } catch (thrown) {
    if (thrown instanceof PatternProblem) return { problem: thrown.message }
    throw thrown
  }
}

function readAlternatives(reader: PatternReader): PatternNode {
  reader.depth += 1
  if (reader.depth > MOST_DEPTH) throw new PatternProblem('its groups are nested too deeply')
  const options = [readSequence(reader)]
  while (accept(reader, '|')) options.push(readSequence(reader))
  reader.depth -= 1
  return options.length === 1 ? options[0]! : { kind: 'alternatives', options }
}

function readSequence(reader: PatternReader): PatternNode {
  const items: PatternNode[] = []
  while (reader.position < reader.pattern.length && !/[|)]/.test(reader.pattern[reader.position]!)) {
    if (skipSpaces(reader)) continue
    const item = readItem(reader)
    if (item !== undefined) items.push(readRepeats(reader, item))
  }
  return items.length === 1 ? items[0]! : { kind: 'sequence', items }
}

/** With the option `x`, spaces and comments mean nothing. */
function skipSpaces(reader: PatternReader): boolean {
  return reader.isSpaced && take(reader, /(?:\s|#[^\n]*)+/y) !== undefined
}

const QUANTIFIER = /(?:([*+?])|\{(\d+)\}|\{(\d*),(\d*)\})([?+]?)/y
const MOST_TIMES = 100_000

function readRepeats(reader: PatternReader, item: PatternNode): PatternNode {
  let node = item
  for (;;) {
    skipSpaces(reader)
    const start = reader.position
    const found = take(reader, QUANTIFIER)
    if (found === undefined) return node
    if (item.kind === 'assertion' || item.kind === 'look')
      throw new PatternProblem('an assertion cannot be repeated')
    const [text, sign, exact, least, most, after] = found
    if (/^\{,\}/.test(text)) {
      reader.position = start
      return node
    }
    // Behind braces a plus repeats once more; only behind a sign does it mean "give nothing back".
    if (sign === undefined && after === '+') reader.position -= 1
    const range = rangeOf(sign, exact ?? least, exact ?? most)
    if (range.least > MOST_TIMES || (Number.isFinite(range.most) && range.most > MOST_TIMES)) {
      throw new PatternProblem(`more than ${MOST_TIMES} repetitions`)
    }
    if (range.most < range.least) throw new PatternProblem('a repetition is the wrong way round')
    const repeat: PatternNode = { kind: 'repeat', ...range, isLazy: after === '?', body: node }
    node = sign !== undefined && after === '+' ? atomic(reader, repeat) : repeat
  }
}

function rangeOf(sign: string | undefined, least: string | undefined, most: string | undefined) {
  if (sign === '*') return { least: 0, most: Number.POSITIVE_INFINITY }
  if (sign === '+') return { least: 1, most: Number.POSITIVE_INFINITY }
  if (sign === '?') return { least: 0, most: 1 }
  return {
    least: least === undefined || least === '' ? 0 : Number(least),
    most: most === undefined || most === '' ? Number.POSITIVE_INFINITY : Number(most),
  }
}

function atomic(reader: PatternReader, body: PatternNode): PatternNode {
  reader.groups += 1
  return { kind: 'atomic', name: `a${reader.groups}`, body }
}

const ANCHORS: Readonly<Record<string, Assertion>> = { '^': 'line-start', $: 'line-end' }
const NEWLINE = characterSet(character(10))
const EVERYTHING: CharacterSet = characterSet({ kind: 'range', from: 0, to: 0x10ffff })

function readItem(reader: PatternReader): PatternNode | undefined {
  const anchor = take(reader, /[$^]/y)
  if (anchor !== undefined) return { kind: 'assertion', what: ANCHORS[anchor[0]]! }
  if (accept(reader, '.')) return { kind: 'set', set: reader.isDotAll ? EVERYTHING : negated(NEWLINE) }
  if (accept(reader, '[')) return { kind: 'set', set: readBracketSet(reader) }
  if (accept(reader, '(')) return readGroup(reader)
  if (accept(reader, '\\')) return readEscape(reader)
  const code = nextCharacter(reader)
  if (/[*+?]/.test(String.fromCodePoint(code))) throw new PatternProblem('nothing is there to repeat')
  return literal(code)
}

function literal(code: number): PatternNode {
  return { kind: 'set', set: characterSet(character(code)) }
}

const ESCAPED_ANCHORS: Readonly<Record<string, Assertion>> = {
  A: 'text-start',
  G: 'text-start',
  z: 'text-end',
  Z: 'last-line-end',
  b: 'word-edge',
  B: 'no-word-edge',
}

function readEscape(reader: PatternReader): PatternNode {
  const anchor = take(reader, /[AGzZbB]/y)
  if (anchor !== undefined) return { kind: 'assertion', what: ESCAPED_ANCHORS[anchor[0]]! }
  const unsupported = take(reader, /[KXyY]|g</y)
  if (unsupported !== undefined) throw new PatternProblem(`\\${unsupported[0]} is not supported`)
  const named = take(reader, /k<(\w+)>|k'(\w+)'/y)
  const reference = named === undefined ? take(reader, /[1-9]\d?/y)?.[0] : (named[1] ?? named[2])
  if (reference !== undefined) return { kind: 'reference', name: referencedGroup(reader, reference) }
  if (accept(reader, 'R')) return newline()
  if (accept(reader, 'Q')) return readQuotedText(reader)
  const escaped = readEscapedCharacter(reader)
  return typeof escaped === 'number' ? literal(escaped) : { kind: 'set', set: escaped, countsCase: true }
}

function referencedGroup(reader: PatternReader, reference: string): string {
  const name = reader.names.get(reference) ?? `g${reference}`
  if (/^\d+$/.test(reference) && Number(reference) > reader.groups)
    throw new PatternProblem(`there is no group ${reference}`)
  return name
}

function newline(): PatternNode {
  const pair: PatternNode = { kind: 'sequence', items: [literal(13), literal(10)] }
  const single = characterSet(
    { kind: 'range', from: 10, to: 13 },
    character(0x85),
    character(0x2028),
    character(0x2029),
  )
  return { kind: 'alternatives', options: [pair, { kind: 'set', set: single }] }
}

/** `\Q…\E`: everything between stands for itself. */
function readQuotedText(reader: PatternReader): PatternNode {
  const end = reader.pattern.indexOf('\\E', reader.position)
  const text = reader.pattern.slice(reader.position, end === -1 ? undefined : end)
  reader.position = end === -1 ? reader.pattern.length : end + 2
  return { kind: 'sequence', items: [...text].map((sign) => literal(sign.codePointAt(0)!)) }
}

const LOOKS: Readonly<Record<string, { readonly isAhead: boolean; readonly isNegative: boolean }>> = {
  '?=': { isAhead: true, isNegative: false },
  '?!': { isAhead: true, isNegative: true },
  '?<=': { isAhead: false, isNegative: false },
  '?<!': { isAhead: false, isNegative: true },
}

/** Reads a group from behind its parenthesis; a comment is none. */
function readGroup(reader: PatternReader): PatternNode | undefined {
  if (take(reader, /\?#[^)]*\)/y) !== undefined) return undefined
  const look = take(reader, /\?<?[=!]/y)
  if (look !== undefined) return { kind: 'look', ...LOOKS[look[0]]!, body: readBody(reader) }
  if (accept(reader, '?>')) return atomic(reader, readBody(reader))
  if (accept(reader, '?:')) return readBody(reader)
  const options = take(reader, /\?([a-zA-Z]*)(-[a-zA-Z]*)?([:)])/y)
  if (options !== undefined) return readOptions(reader, options)
  const named = take(reader, /\?P?<([A-Za-z_]\w*)>|\?'([A-Za-z_]\w*)'/y)
  if (named === undefined && reader.pattern[reader.position] === '?')
    throw new PatternProblem('a group of an unknown kind')
  reader.groups += 1
  const name = `g${reader.groups}`
  if (named !== undefined) reader.names.set((named[1] ?? named[2])!, name)
  return { kind: 'group', name, body: readBody(reader) }
}

function readBody(reader: PatternReader): PatternNode {
  const { isDotAll, isSpaced } = reader
  const body = readAlternatives(reader)
  if (!accept(reader, ')')) throw new PatternProblem('a group has no end')
  reader.isDotAll = isDotAll
  reader.isSpaced = isSpaced
  return body
}

/** `(?i)` is for the rest of the group, `(?i:…)` for what is in it. */
function readOptions(reader: PatternReader, [, on, off, end]: RegExpExecArray): PatternNode {
  const { isDotAll, isSpaced } = reader
  const unknown = /[^imsxa-]/i.exec(`${on}${off ?? ''}`)
  if (unknown !== null) throw new PatternProblem(`there is no option ${unknown[0]}`)
  if (/[ms]/.test(on!)) reader.isDotAll = true
  if (/[ms]/.test(off ?? '')) reader.isDotAll = false
  if (on!.includes('x')) reader.isSpaced = true
  if (off?.includes('x')) reader.isSpaced = false
  const body = readAlternatives(reader)
  if (end === ':' && !accept(reader, ')')) throw new PatternProblem('a group has no end')
  reader.isDotAll = isDotAll
  reader.isSpaced = isSpaced
  // In a sequence of its own, it may be repeated even if it is an assertion.
  return on!.includes('i') ? { kind: 'any-case', body } : { kind: 'sequence', items: [body] }
}
