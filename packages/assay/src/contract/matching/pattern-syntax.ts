/** A regular expression, taken apart. */
export type PatternNode =
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'alternatives'; readonly options: readonly PatternNode[] }
  | { readonly kind: 'set'; readonly set: CharacterSet; readonly countsCase?: boolean }
  | { readonly kind: 'assertion'; readonly what: Assertion }
  | {
      readonly kind: 'look'
      readonly isAhead: boolean
      readonly isNegative: boolean
      readonly body: PatternNode
    }
  | { readonly kind: 'group'; readonly name: string; readonly body: PatternNode }
  | { readonly kind: 'atomic'; readonly name: string; readonly body: PatternNode }
  | { readonly kind: 'any-case'; readonly body: PatternNode }
  | { readonly kind: 'reference'; readonly name: string }
  | {
      readonly kind: 'repeat'
      readonly least: number
      readonly most: number
      readonly isLazy: boolean
      readonly body: PatternNode
    }

export type Assertion =
  | 'line-start'
  | 'line-end'
  | 'text-start'
  | 'text-end'
  | 'last-line-end'
  | 'word-edge'
  | 'no-word-edge'

/** What one character may be. */
export interface CharacterSet {
  readonly isNegated: boolean
  readonly parts: readonly SetPart[]
  /** Another set that the character must be in as well: `[a-z&&[^aeiou]]`. */
  readonly and?: CharacterSet
}

export type SetPart =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  /** As JavaScript writes it: `\p{Nd}`. */
  | { readonly kind: 'class'; readonly source: string }
  | { readonly kind: 'set'; readonly set: CharacterSet }

export function characterSet(...parts: readonly SetPart[]): CharacterSet {
  return { isNegated: false, parts }
}

export function negated(set: CharacterSet): CharacterSet {
  return { ...set, isNegated: !set.isNegated }
}

export function character(code: number): SetPart {
  return { kind: 'range', from: code, to: code }
}

export function characterClass(source: string): SetPart {
  return { kind: 'class', source }
}

/** `\w` and the like. Texts are Unicode, so `\d` is any digit of any script, as in all Pact tools. */
export const SHORT_CLASSES: Readonly<Record<string, CharacterSet>> = {
  d: characterSet(characterClass('\\p{Nd}')),
  w: characterSet(
    characterClass('\\p{L}'),
    characterClass('\\p{M}'),
    characterClass('\\p{N}'),
    characterClass('\\p{Pc}'),
  ),
  s: characterSet({ kind: 'range', from: 9, to: 13 }, character(0x85), characterClass('\\p{Z}')),
  h: characterSet(
    { kind: 'range', from: 0x30, to: 0x39 },
    { kind: 'range', from: 0x41, to: 0x46 },
    { kind: 'range', from: 0x61, to: 0x66 },
  ),
}

/** `[:alpha:]` and the like. */
export const POSIX_CLASSES: Readonly<Record<string, CharacterSet>> = {
  alpha: characterSet(characterClass('\\p{Alphabetic}')),
  digit: SHORT_CLASSES['d']!,
  alnum: characterSet(characterClass('\\p{Alphabetic}'), characterClass('\\p{Nd}')),
  upper: characterSet(characterClass('\\p{Lu}')),
  lower: characterSet(characterClass('\\p{Ll}')),
  punct: characterSet(characterClass('\\p{P}'), characterClass('\\p{S}')),
  space: SHORT_CLASSES['s']!,
  blank: characterSet(character(9), characterClass('\\p{Zs}')),
  cntrl: characterSet(characterClass('\\p{Cc}')),
  xdigit: SHORT_CLASSES['h']!,
  word: SHORT_CLASSES['w']!,
  graph: characterSet({ kind: 'range', from: 0x21, to: 0x7e }, { kind: 'range', from: 0xa1, to: 0x10ffff }),
  print: characterSet({ kind: 'range', from: 0x20, to: 0x7e }, { kind: 'range', from: 0xa0, to: 0x10ffff }),
  ascii: characterSet({ kind: 'range', from: 0, to: 0x7f }),
}
