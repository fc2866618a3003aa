import type { CharacterSet, SetPart } from './pattern-syntax.ts'

const matchers = new WeakMap<CharacterSet, RegExp>()

/** Whether a character is in a set. */
export function isInSet(set: CharacterSet, text: string): boolean {
  let matcher = matchers.get(set)
  if (matcher === undefined) {
    matcher = new RegExp(`^${setSource(set)}$`, 'v')
    matchers.set(set, matcher)
  }
  return matcher.test(text)
}

/**
 * A set as JavaScript writes it, with the `v` flag.
 *
 * @param isAnyCase whether case does not count: then all cases are in the set. V8 (14.x) has
 * `(?i:…)` for this, and forgets what it is for when it does not optimize a pattern.
 */
export function setSource({ isNegated, parts, and }: CharacterSet, isAnyCase = false): string {
  const [first] = parts
  const isOne = parts.length === 1 && !isNegated && and === undefined && !isAnyCase
  if (isOne && first!.kind === 'range' && first!.from === first!.to) return codeSource(first!.from)
  const inside = parts.map((part) => partSource(part, isAnyCase)).join('')
  const sign = isNegated ? '^' : ''
  return and === undefined ? `[${sign}${inside}]` : `[${sign}[${inside}]&&${setSource(and, isAnyCase)}]`
}

const CASES = '\\p{Lu}\\p{Ll}\\p{Lt}'
const IS_CASE = /^\\p\{L[ult]\}$/

function partSource(part: SetPart, isAnyCase: boolean): string {
  switch (part.kind) {
    case 'class':
      return isAnyCase && IS_CASE.test(part.source) ? CASES : part.source
    case 'set':
      return isAnyCase && isNoCase(part.set) ? '[^]' : setSource(part.set, isAnyCase)
    case 'range':
      return rangeSource(part.from, part.to) + (isAnyCase ? otherCases(part.from, part.to) : '')
  }
}

/** What is not upper case may be lower case, and is both where case does not count. */
function isNoCase({ isNegated, parts }: CharacterSet): boolean {
  const [first] = parts
  return isNegated && parts.length === 1 && first?.kind === 'class' && IS_CASE.test(first.source)
}

function rangeSource(from: number, to: number): string {
  return from === to ? codeSource(from) : `${codeSource(from)}-${codeSource(to)}`
}

/** Larger ranges have the other cases in them. */
const MOST_CODES = 1_000

function otherCases(from: number, to: number): string {
  if (to - from >= MOST_CODES) return ''
  const others = new Set<number>()
  for (let code = from; code <= to; code += 1) {
    const text = String.fromCodePoint(code)
    for (const other of [text.toLowerCase(), text.toUpperCase()]) {
      const otherCode = other.codePointAt(0)!
      // Some letters become two, which one character never matches.
      if (String.fromCodePoint(otherCode) === other && (otherCode < from || otherCode > to))
        others.add(otherCode)
    }
  }
  return [...others].map(codeSource).join('')
}

function codeSource(code: number): string {
  const text = String.fromCharCode(code)
  return /^[A-Za-z0-9_]$/.test(text) ? text : `\\u{${code.toString(16)}}`
}
