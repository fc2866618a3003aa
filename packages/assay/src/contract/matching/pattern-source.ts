import { type Assertion, type PatternNode, SHORT_CLASSES, setSource } from './pattern-syntax.ts'

const WORD = setSource(SHORT_CLASSES['w']!)

/** Anchors are for lines. A newline ends a line, and begins another unless it ends the text. */
const ASSERTIONS: Readonly<Record<Assertion, string>> = {
  'line-start': '(?:(?<![^])|(?<=\\n)(?=[^]))',
  'line-end': '(?![^\\n])',
  'text-start': '(?<![^])',
  'text-end': '(?![^])',
  'last-line-end': '(?=\\n?(?![^]))',
  'word-edge': `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`,
  'no-word-edge': `(?:(?<=${WORD})(?=${WORD})|(?<!${WORD})(?!${WORD}))`,
}

/** A pattern as JavaScript writes it, with the `v` flag. */
export function patternSource(node: PatternNode): string {
  return write(node, hasAnyCase(node) ? 'guarded' : 'plain')
}

/**
 * Where a part stands. `guarded`: sets must say that case counts, which V8 (14.x) forgets for those
 * that follow `(?i:…)` when the `v` flag is on.
 */
type Surroundings = 'plain' | 'guarded' | 'any-case'

function write(node: PatternNode, where: Surroundings): string {
  switch (node.kind) {
    case 'sequence':
      return node.items.map((item) => write(item, where)).join('')
    case 'alternatives':
      return `(?:${node.options.map((option) => write(option, where)).join('|')})`
    case 'set':
      if (where === 'any-case' && node.countsCase !== true) return setSource(node.set, true)
      return where === 'plain' ? setSource(node.set) : `(?-i:${setSource(node.set)})`
    case 'assertion':
      return ASSERTIONS[node.what]
    case 'look':
      return `(?${node.isAhead ? '' : '<'}${node.isNegative ? '!' : '='}${write(node.body, where)})`
    case 'group':
      return `(?<${node.name}>${write(node.body, where)})`
    case 'atomic':
      // What a look-ahead has found once, it does not give back.
      return `(?:(?=(?<${node.name}>${write(node.body, where)}))\\k<${node.name}>)`
    case 'any-case':
      return `(?i:${write(node.body, 'any-case')})`
    case 'reference':
      return `\\k<${node.name}>`
    case 'repeat':
      return `(?:${write(node.body, where)})${quantifier(node.least, node.most)}${node.isLazy ? '?' : ''}`
  }
}

function hasAnyCase(node: PatternNode): boolean {
  switch (node.kind) {
    case 'any-case':
      return true
    case 'sequence':
      return node.items.some(hasAnyCase)
    case 'alternatives':
      return node.options.some(hasAnyCase)
    case 'look':
    case 'group':
    case 'atomic':
    case 'repeat':
      return hasAnyCase(node.body)
    default:
      return false
  }
}

function quantifier(least: number, most: number): string {
  return `{${least},${Number.isFinite(most) ? most : ''}}`
}
