import type { PatternNode } from './pattern-syntax.ts'

/**
 * In how many ways a pattern may go on at each character of a text, at worst. The time that
 * matching takes may grow with this number to the power of the length; 1 is harmless.
 */
export function branching(node: PatternNode): number {
  switch (node.kind) {
    case 'sequence':
      return Math.max(1, ...node.items.map(branching))
    case 'alternatives':
      return Math.max(1, ...node.options.map(branching))
    case 'repeat': {
      const inner = branching(node.body)
      if (node.most <= 1) return inner
      const ways = variations(node.body)
      return ways > 1 ? Math.max(inner, 1) * ways : inner
    }
    case 'look':
    case 'group':
    case 'atomic':
    case 'any-case':
      return branching(node.body)
    default:
      return 1
  }
}

/** How many unbounded repetitions a pattern has; several in a row take polynomial time. */
export function unboundedRepeats(node: PatternNode): number {
  switch (node.kind) {
    case 'sequence':
      return node.items.reduce((sum, item) => sum + unboundedRepeats(item), 0)
    case 'alternatives':
      return Math.max(0, ...node.options.map(unboundedRepeats))
    case 'repeat':
      return unboundedRepeats(node.body) + (Number.isFinite(node.most) ? 0 : 1)
    case 'look':
    case 'group':
    case 'atomic':
    case 'any-case':
      return unboundedRepeats(node.body)
    default:
      return 0
  }
}

/** In how many ways one repetition may go over the same text. */
function variations(node: PatternNode): number {
  switch (node.kind) {
    case 'sequence':
      return node.items.reduce((product, item) => product * variations(item), 1)
    case 'alternatives':
      return node.options.reduce((sum, option) => sum + variations(option), 0)
    case 'repeat':
      return variations(node.body) * (node.least === node.most ? 1 : 2)
    case 'group':
    case 'any-case':
      return variations(node.body)
    default:
      return 1
  }
}
