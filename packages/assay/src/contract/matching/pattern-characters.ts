import { accept, nextCharacter, PatternProblem, type PatternReader, take } from './pattern-reader.ts'
import {
  type CharacterSet,
  character,
  characterClass,
  characterSet,
  negated,
  POSIX_CLASSES,
  type SetPart,
  SHORT_CLASSES,
} from './pattern-syntax.ts'

/** Reads a set in brackets, from behind the first bracket. */
export function readBracketSet(reader: PatternReader): CharacterSet {
  const isNegated = accept(reader, '^')
  const parts: SetPart[] = []
  let and: CharacterSet | undefined
  // A closing bracket that comes first stands for itself.
  if (accept(reader, ']')) parts.push(character(0x5d))
  while (!accept(reader, ']')) {
    if (accept(reader, '&&')) {
      and = readIntersection(reader)
      break
    }
    parts.push(readSetPart(reader))
  }
  if (parts.length === 0 && and === undefined) throw new PatternProblem('a set of characters is empty')
  return and === undefined ? { isNegated, parts } : { isNegated, parts, and }
}

/** What comes after `&&`, to the end of the set. */
function readIntersection(reader: PatternReader): CharacterSet {
  const parts: SetPart[] = []
  while (!accept(reader, ']')) {
    if (accept(reader, '&&')) return { ...characterSet(...parts), and: readIntersection(reader) }
    parts.push(readSetPart(reader))
  }
  return characterSet(...parts)
}

function readSetPart(reader: PatternReader): SetPart {
  const posix = take(reader, /\[:(\^?)([a-z]+):\]/y)
  if (posix !== undefined) {
    const set = POSIX_CLASSES[posix[2]!]
    if (set === undefined) throw new PatternProblem(`there is no class [:${posix[2]}:]`)
    return { kind: 'set', set: posix[1] === '^' ? negated(set) : set }
  }
  if (accept(reader, '[')) return { kind: 'set', set: readBracketSet(reader) }
  const from = readSetCharacter(reader)
  if (typeof from !== 'number') return { kind: 'set', set: from }
  const isRange = take(reader, /-(?!\]|&&)/y) !== undefined
  if (!isRange) return character(from)
  const to = accept(reader, '[') ? readBracketSet(reader) : readSetCharacter(reader)
  if (typeof to !== 'number') {
    return { kind: 'set', set: characterSet(character(from), character(0x2d), { kind: 'set', set: to }) }
  }
  if (to < from) throw new PatternProblem('a range of characters is the wrong way round')
  return { kind: 'range', from, to }
}

function readSetCharacter(reader: PatternReader): number | CharacterSet {
  if (!accept(reader, '\\')) return nextCharacter(reader)
  if (accept(reader, 'b')) return 8
  return readEscapedCharacter(reader)
}

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, a: 7, e: 27 }

/** Reads what stands behind a backslash: a character, or a class of them. */
export function readEscapedCharacter(reader: PatternReader): number | CharacterSet {
  const coded = take(reader, /x\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|(0[0-7]{0,2})/y)
  if (coded !== undefined) {
    const [, braced, two, four, octal] = coded
    const code =
      octal === undefined ? Number.parseInt((braced ?? two ?? four)!, 16) : Number.parseInt(octal, 8)
    if (code > 0x10ffff) throw new PatternProblem('there is no such character')
    return code
  }
  const property = take(reader, /([pP])\{(\^?)([A-Za-z_=]+)\}/y)
  if (property !== undefined) return readProperty(property)
  const control = take(reader, /c([A-Za-z])/y)
  if (control !== undefined) return control[1]!.toUpperCase().charCodeAt(0) & 0x1f
  const code = nextCharacter(reader)
  const letter = String.fromCodePoint(code)
  const set = SHORT_CLASSES[letter.toLowerCase()]
  if (set !== undefined) return letter === letter.toLowerCase() ? set : negated(set)
  return CONTROLS[letter] ?? code
}

function readProperty([, letter, caret, name]: RegExpExecArray): CharacterSet {
  const posix = POSIX_CLASSES[name!.toLowerCase()]
  const set = posix ?? characterSet(characterClass(propertySource(name!)))
  return (letter === 'P') !== (caret === '^') ? negated(set) : set
}

/** A general category, a property or a script. */
function propertySource(name: string): string {
  for (const source of [`\\p{${name}}`, `\\p{Script=${name}}`]) {
    try {
      new RegExp(source, 'v')
      return source
    } catch {
      // Not by that name; the next one may be it.
    }
  }
  throw new PatternProblem(`there is no property of characters called ${name}`)
}
