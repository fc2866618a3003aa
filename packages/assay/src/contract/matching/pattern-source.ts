import { type Assertion, type PatternNode, SHORT_CLASSES } from './pattern-syntax.ts'
import { setSource } from './set-source.ts'

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

/**
 * A pattern as JavaScript writes it, with the `v` flag.
 *
 * @param isAnyCase whether case does not count
 */
export function patternSource(node: PatternNode, isAnyCase = false): string {
  const write = (body: PatternNode) => patternSource(body, isAnyCase)
  switch (node.kind) {
    case 'sequence':
      return node.items.map(write).join('')
    case 'alternatives':
      return `(?:${node.options.map(write).join('|')})`
    case 'set':
      return setSource(node.set, isAnyCase && node.countsCase !== true)
    case 'assertion':
      return ASSERTIONS[node.what]
    case 'look':
      return `(?${node.isAhead ? '' : '<'}${node.isNegative ? '!' : '='}${write(node.body)})`
    case 'group':
      return `(?<${node.name}>${write(node.body)})`
    case 'atomic':
      // What a look-ahead has found once, it does not give back.
      return `(?:(?=(?<${node.name}>${write(node.body)}))\\k<${node.name}>)`
    case 'any-case':
      return patternSource(node.body, true)
    case 'reference':
      return isAnyCase ? `(?i:\\k<${node.name}>)` : `\\k<${node.name}>`
    case 'repeat':
      return `(?:${write(node.body)})${quantifier(node.least, node.most)}${node.isLazy ? '?' : ''}`
  }
}

function quantifier(least: number, most: number): string {
  return `{${least},${Number.isFinite(most) ? most : ''}}`
}
