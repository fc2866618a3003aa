import { expect, test } from 'vitest'
import { createPathIndex } from './path-index.ts'
import { fits, parseTemplate, type Segment } from './path-template.ts'

const REST: Segment = { kind: 'rest', text: '*' }
const PARTS = ['a', 'b', '{x}', '{x}.png', '*']
const RANKS = ['literal', 'mixed', 'parameter', 'rest']

/** Every template of up to three of the parts, `*` only at the end. */
function allTemplates(): Segment[][] {
  const lists = [1, 2, 3].flatMap((length) => {
    let found: string[][] = [[]]
    for (let count = 0; count < length; count += 1) {
      found = found.flatMap((parts) => PARTS.map((part) => [...parts, part]))
    }
    return found.filter((parts) => !parts.slice(0, -1).includes('*'))
  })
  return lists.map((parts) =>
    parts.map((part, index) => (part === '*' ? REST : segmentOf(part.replace('x', `x${index}`)))),
  )
}

function segmentOf(part: string): Segment {
  const [segment] = parseTemplate(`/${part}`)
  if (segment === undefined) throw new Error(`no segment in ${part}`)
  return segment
}

function matches(segments: readonly Segment[], parts: readonly string[]): boolean {
  const hasRest = segments.at(-1)?.kind === 'rest'
  if (hasRest ? parts.length < segments.length : parts.length !== segments.length) return false
  return segments.every((segment, index) => fits(segment, parts[index] ?? ''))
}

const rankOf = (segments: readonly Segment[]) => segments.map(({ kind }) => RANKS.indexOf(kind)).join('')

test('meets every template that matches, and no other, the most specific first', () => {
  const templates = allTemplates()
  const index = createPathIndex<Segment[]>()
  for (const segments of templates.toReversed()) index.getOrInsert(segments, () => segments)
  const words = ['a', 'b', 'c', 'c.png', '.png', '']
  const paths = words.flatMap((first) =>
    words.flatMap((second) => [[first], [first, second], [first, second, 'a'], [second, first, 'x', 'y']]),
  )
  for (const parts of paths) {
    const met: Segment[][] = []
    index.find(`/${parts.join('/')}`, (segments) => {
      met.push(segments)
      return undefined
    })
    const expected = templates
      .filter((segments) => matches(segments, parts))
      .sort((left, right) => (rankOf(left) < rankOf(right) ? -1 : 1))
    expect(met.map(rankOf), parts.join('/')).toEqual(expected.map(rankOf))
  }
})

test('gives the value of a template whose parameters have other names', () => {
  const index = createPathIndex<string>()
  index.getOrInsert(parseTemplate('/a/{x}'), () => 'first')
  expect(index.getOrInsert(parseTemplate('/a/{y}'), () => 'second')).toBe('first')
  expect(index.find('/a/1', (value) => value)).toBe('first')
  expect(index.find('/a/', (value) => value)).toBeUndefined()
})
