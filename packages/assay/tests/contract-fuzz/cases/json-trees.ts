import type { Random } from '../../../src/base/random.ts'
import type { JsonMembers, JsonTree } from '../fuzz-case.ts'
import { oneIn, oneOf, several } from './chance.ts'

const NAMES = ['a', 'b', 'c', 'id', 'a b', 'é', '0', '12', 'x-y', '*', '$', 'a.b', '[0]', ''] as const

const NUMBERS = [
  ...'0 1 -1 2 10 100 1.0 1.5 -1.5 100.0 100.00 0.1 1e2 1E-2 1.5e3 -0 -0.0 0.0 1e21 1e-7 0.000001'.split(' '),
  ...'9007199254740993 18446744073709551615 18446744073709551616 -9223372036854775808'.split(' '),
  ...'-9223372036854775809 0.1000000000000000055 123456789.123456789'.split(' '),
]

const STRINGS = [
  ...'a b abc Abc 1 100 1.0 1.5 -1 1e2 true false null é 日本 😀 aé February <a/> $.a a,b " \\'.split(' '),
  ...'2024-02-29 2023-02-29 2024-2-3 2024-12-31 24-02-03 10:11:12 25:00:00 10:11 1:02:03'.split(' '),
  ...'23:59:60 13:00 2024-02-03T10:11:12Z 2024-02-03T10:11:12+01:00 2024-02-03T10:11:12.123'.split(' '),
  ...'2024-02-03T10:11:12+0100 1.2.3 1.2 1.2.3-rc.1+b 01.2.3 v1.2.3 http://x/y?z=1 {"a":1}'.split(' '),
  ...['', ' a ', 'a\nb', 'null ', 'iVBORw0KGgo=', 'eyJhIjoxfQ=='],
]

/** A value with a few members and items, not nested deeply: disagreements are found in small values. */
export function createJson(random: Random, depth = 0): JsonTree {
  const kind = random.integer(1, depth >= 3 ? 7 : 12)
  if (kind <= 7) return createScalar(random)
  if (kind <= 9) return several(random, [0, 3], () => createJson(random, depth + 1))
  return createObject(random, depth)
}

export function createObject(random: Random, depth = 0): JsonMembers {
  const members = several(random, [0, 3], () => [random.pick(NAMES), createJson(random, depth + 1)] as const)
  // Of a name that is there twice, both engines must take the same one.
  return { members: oneIn(random, 30) ? members : [...new Map(members)] }
}

function createScalar(random: Random): string {
  const kind = random.integer(1, 10)
  if (kind <= 4) return JSON.stringify(oneOf(random, STRINGS))
  if (kind <= 8) return oneOf(random, NUMBERS)
  return random.pick(['true', 'false', 'null'])
}

/** The value as it may come: often the same, often of the same types, sometimes of others. */
export function mutateJson(random: Random, tree: JsonTree): JsonTree {
  if (oneIn(random, 16)) return createJson(random, 2)
  if (typeof tree === 'string') return oneIn(random, 3) ? similarScalar(random, tree) : tree
  return 'members' in tree ? mutateObject(random, tree) : mutateList(random, tree)
}

function similarScalar(random: Random, scalar: string): string {
  if (scalar.startsWith('"')) return JSON.stringify(oneOf(random, STRINGS))
  if (/^[tfn]/.test(scalar)) return random.pick(['true', 'false', 'null', '"true"', '"false"'])
  return oneIn(random, 60) ? '1e400' : oneOf(random, NUMBERS)
}

function mutateObject(random: Random, { members }: JsonMembers): JsonMembers {
  const kept = members.filter(() => !oneIn(random, 12))
  const changed = kept.map(([name, value]) => [name, mutateJson(random, value)] as const)
  const added = oneIn(random, 6) ? [[random.pick(NAMES), createJson(random, 2)] as const] : []
  return { members: [...new Map([...changed, ...added])] }
}

function mutateList(random: Random, items: readonly JsonTree[]): JsonTree[] {
  if (oneIn(random, 15)) return []
  const changed = items.filter(() => !oneIn(random, 12)).map((item) => mutateJson(random, item))
  const [first] = items
  const like = () => (first === undefined ? createJson(random, 2) : mutateJson(random, first))
  if (oneIn(random, 4)) changed.push(...several(random, [1, 2], like))
  return oneIn(random, 10) ? changed.reverse() : changed
}
