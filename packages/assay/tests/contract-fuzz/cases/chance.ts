import type { Random } from '../../../src/base/random.ts'

/** Whether something happens that does in one of so many cases. */
export function oneIn(random: Random, many: number): boolean {
  return random.integer(1, many) === 1
}

/** One of some, all as likely. */
export function oneOf<Item>(random: Random, items: readonly Item[]): Item {
  return items[random.integer(0, items.length - 1)]!
}

/** A list of as many items, each made anew. */
export function several<Item>(
  random: Random,
  [least, most]: readonly [number, number],
  make: () => Item,
): Item[] {
  return Array.from({ length: random.integer(least, most) }, make)
}
