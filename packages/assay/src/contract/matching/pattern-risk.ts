import type { PatternNode } from './pattern-syntax.ts'

/**
 * In how many ways matching may go before it fails. An upper bound: ways that the next character
 * would rule out are counted too.
 */
export interface PatternRisk {
  /** How many times the number of ways doubles, whatever the text. */
  readonly bits: number
  /** How many times it doubles at each character. */
  readonly bitsPerCharacter: number
  /** How many times it is multiplied by the length of the text. */
  readonly degree: number
}

const NO_RISK: PatternRisk = { bits: 0, bitsPerCharacter: 0, degree: 0 }

/** How many times the number of ways doubles with a text of some length. */
export function riskBits({ bits, bitsPerCharacter, degree }: PatternRisk, length: number): number {
  return bits + bitsPerCharacter * length + degree * Math.log2(length + 1)
}

export function patternRisk(node: PatternNode): PatternRisk {
  switch (node.kind) {
    case 'sequence':
      return node.items.map(patternRisk).reduce(inSequence, NO_RISK)
    case 'alternatives':
      return anyOf(node.options.map(patternRisk))
    case 'repeat':
      return repeated(patternRisk(node.body), node.least, node.most)
    case 'look':
    case 'group':
    case 'atomic':
    case 'any-case':
      return patternRisk(node.body)
    case 'reference':
      // What it compares may be as long as the text.
      return { ...NO_RISK, degree: 1 }
    case 'set':
    case 'assertion':
      return NO_RISK
  }
}

/** A character belongs to one part only, so the choices at it are those of the worst part. */
function inSequence(first: PatternRisk, second: PatternRisk): PatternRisk {
  return {
    bits: first.bits + second.bits,
    bitsPerCharacter: Math.max(first.bitsPerCharacter, second.bitsPerCharacter),
    degree: first.degree + second.degree,
  }
}

function anyOf(options: readonly PatternRisk[]): PatternRisk {
  const ways = options.reduce((sum, { bits }) => sum + 2 ** bits, 0)
  return {
    bits: Math.log2(Math.max(1, ways)),
    bitsPerCharacter: Math.max(0, ...options.map(({ bitsPerCharacter }) => bitsPerCharacter)),
    degree: Math.max(0, ...options.map(({ degree }) => degree)),
  }
}

function repeated({ bits, bitsPerCharacter, degree }: PatternRisk, least: number, most: number): PatternRisk {
  if (Number.isFinite(most)) {
    return { bits: most * bits + Math.log2(most - least + 1), bitsPerCharacter, degree: most * degree }
  }
  // Each time takes a character at least, and may go all its ways there: n to the power of d is at most 2 to that of n·d.
  return { bits: 0, bitsPerCharacter: bitsPerCharacter + bits + degree, degree: 1 }
}
