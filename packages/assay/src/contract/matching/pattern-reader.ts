/** Why a pattern cannot be read. Never leaves `parse-pattern.ts`. */
export class PatternProblem extends Error {}

/** A place in a pattern that is being read. */
export interface PatternReader {
  readonly pattern: string
  position: number
  /** How many groups there are so far; they are called g1, g2 and so on. */
  groups: number
  /** Groups with a name of their own. */
  readonly names: Map<string, string>
  /** `(?m)`: the dot is for line ends too. */
  isDotAll: boolean
  /** `(?x)`: spaces and comments are for the reader only. */
  isSpaced: boolean
  depth: number
}

export function readerOf(pattern: string): PatternReader {
  return { pattern, position: 0, groups: 0, names: new Map(), isDotAll: false, isSpaced: false, depth: 0 }
}

/** Goes on behind a text if it is next. */
export function accept(reader: PatternReader, text: string): boolean {
  if (!reader.pattern.startsWith(text, reader.position)) return false
  reader.position += text.length
  return true
}

/** Goes on behind what a sticky expression finds next. */
export function take(reader: PatternReader, expression: RegExp): RegExpExecArray | undefined {
  expression.lastIndex = reader.position
  const found = expression.exec(reader.pattern)
  if (found === null) return undefined
  reader.position += found[0].length
  return found
}

/** The next character, which may be two units long. */
export function nextCharacter(reader: PatternReader): number {
  const code = reader.pattern.codePointAt(reader.position)
  if (code === undefined) throw new PatternProblem('it ends too early')
  reader.position += code > 0xffff ? 2 : 1
  return code
}
