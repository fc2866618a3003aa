import { decodeLoosely } from './decode-loosely.ts'
import { type Segment, shapeOf } from './path-template.ts'

/**
 * One value for each path template. A search meets the most specific template first: segment by
 * segment, a literal goes before a mixed segment, that before a parameter, that before the rest (`*`).
 */
export interface PathIndex<Value> {
  /** The value of a template; the first time, the one that `create` makes. */
  getOrInsert(segments: readonly Segment[], create: () => Value): Value
  /** Offers the values whose templates match to `accept`, until it returns something. */
  find<Result>(path: string, accept: (value: Value) => Result | undefined): Result | undefined
}

/**
 * Templates that are alike but for the text of their literals. A path matches at most one of them:
 * the one with the same literals, so that one lookup finds it among any number of templates.
 */
interface Group<Value> {
  /** Sorts the more specific group first. */
  readonly rank: string
  readonly length: number
  readonly hasRest: boolean
  readonly literals: readonly number[]
  readonly parameters: readonly number[]
  readonly mixed: readonly { readonly position: number; readonly pattern: RegExp }[]
  readonly values: Map<string, Value>
}

const RANKS = { literal: '0', mixed: '1', parameter: '2', rest: '3' } as const

export function createPathIndex<Value>(): PathIndex<Value> {
  const groups = new Map<string, Group<Value>>()
  /** The groups that paths with so many segments may match, the most specific first. */
  const byLength = new Map<number, readonly Group<Value>[]>()
  let longest = 0

  function groupsFor(length: number): readonly Group<Value>[] {
    // Beyond the longest template all paths are alike: only a rest can match them.
    const key = Math.min(length, longest + 1)
    const known = byLength.get(key)
    if (known !== undefined) return known
    const matching = [...groups.values()].filter((group) =>
      group.hasRest ? group.length <= key : group.length === key,
    )
    matching.sort((left, right) => (left.rank < right.rank ? -1 : 1))
    byLength.set(key, matching)
    return matching
  }

  return {
    getOrInsert(segments, create) {
      const shape = groupShapeOf(segments)
      const group = groups.get(shape) ?? createGroup<Value>(segments)
      if (!groups.has(shape)) byLength.clear()
      groups.set(shape, group)
      longest = Math.max(longest, group.length)
      const key = keyOf(
        group,
        partsOf(`/${segments.map(({ text }) => text.replaceAll('/', '%2F')).join('/')}`),
      )
      const value = group.values.get(key) ?? create()
      group.values.set(key, value)
      return value
    },
    find(path, accept) {
      const parts = partsOf(path.includes('%') ? decodeParts(path) : path)
      for (const group of groupsFor(parts.count)) {
        const value = group.values.get(keyOf(group, parts))
        const found = value !== undefined && fitsGroup(group, parts) ? accept(value) : undefined
        if (found !== undefined) return found
      }
      return undefined
    },
  }
}

/** Where the parts of a path begin and end: most of them are never looked at, so none is cut out. */
interface PathParts {
  readonly path: string
  readonly count: number
  /** Where the slash before each part is, and the end of the path. */
  readonly slashes: readonly number[]
}

function partsOf(path: string): PathParts {
  const slashes = [0]
  for (let at = path.indexOf('/', 1); at !== -1; at = path.indexOf('/', at + 1)) slashes.push(at)
  return { path, count: slashes.push(path.length) - 1, slashes }
}

function partAt({ path, slashes }: PathParts, index: number): string {
  return path.slice(slashes[index]! + 1, slashes[index + 1])
}

/** A slash that is part of a segment stays encoded, so that it cannot be taken for one between segments. */
function decodeParts(path: string): string {
  const decoded = path.split('/').map((part) => decodeLoosely(part).replaceAll('/', '%2F'))
  return decoded.join('/')
}

/** The same for templates of one group. */
function groupShapeOf(segments: readonly Segment[]): string {
  return segments.map((segment) => (segment.kind === 'literal' ? '/' : shapeOf([segment]))).join('')
}

function createGroup<Value>(segments: readonly Segment[]): Group<Value> {
  const positionsOf = (kind: Segment['kind']) =>
    segments.flatMap((segment, position) => (segment.kind === kind ? [position] : []))
  return {
    rank: segments.map(({ kind }) => RANKS[kind]).join(''),
    length: segments.length,
    hasRest: segments.at(-1)?.kind === 'rest',
    literals: positionsOf('literal'),
    parameters: positionsOf('parameter'),
    mixed: segments.flatMap((segment, position) =>
      segment.kind === 'mixed' ? [{ position, pattern: segment.pattern }] : [],
    ),
    values: new Map(),
  }
}

/** The literals of a template, or what a path has in their places: the same for those that match. */
function keyOf<Value>({ literals }: Group<Value>, parts: PathParts): string {
  let key = literals.length === 0 ? '' : partAt(parts, literals[0]!)
  for (let index = 1; index < literals.length; index += 1) key += `/${partAt(parts, literals[index]!)}`
  return key
}

function fitsGroup<Value>({ parameters, mixed }: Group<Value>, parts: PathParts): boolean {
  const { slashes } = parts
  for (const index of parameters) if (slashes[index]! + 1 === slashes[index + 1]) return false
  for (const { position, pattern } of mixed) if (!pattern.test(partAt(parts, position))) return false
  return true
}
