/** Repeatable randomness: the same seed gives the same values. */
export interface Random {
  /** At least 0, below 1. */
  fraction(): number
  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number
  /** One of the choices. */
  pick<Choice>(choices: readonly [Choice, ...Choice[]]): Choice
  boolean(): boolean
}

/**
 * A generator seeded by a text. Mulberry32 by Tommy Ettinger (public domain): 32 bits of state,
 * good enough for test data, the same on every machine.
 */
export function createRandom(seed: string): Random {
  let state = hashOf(seed)
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const integer = (least: number, most: number) => least + Math.floor(fraction() * (most - least + 1))
  return {
    fraction,
    integer,
    pick: <Choice>(choices: readonly [Choice, ...Choice[]]) =>
      choices[integer(0, choices.length - 1)] as Choice,
    boolean: () => fraction() < 0.5,
  }
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}
