import type { Mismatch } from '../matching/mismatch.ts'
import type { HttpInteraction } from '../model/pact.ts'

/** An interaction of a test, and how often it was requested. */
export interface ExpectedInteraction {
  readonly interaction: HttpInteraction
  count: number
}

/** An interaction that a request was not, and why. */
export interface Near {
  readonly description: string
  readonly mismatches: readonly Mismatch[]
}

/** The interaction that a request is for, or those that it nearly was for. */
export interface Selection {
  readonly found: ExpectedInteraction | undefined
  readonly near: readonly Near[]
}

const MOST_NEAR = 3
/** What makes a request another one altogether weighs more than what is wrong inside of it. */
const WEIGHTS: Readonly<Partial<Record<Mismatch['kind'], number>>> = { path: 100, method: 50 }

/**
 * The interaction that a request is for. Of several, those that were not used yet come first, so
 * that two that expect the same answer one after the other.
 */
export function selectInteraction(
  expected: readonly ExpectedInteraction[],
  match: (interaction: HttpInteraction) => readonly Mismatch[],
): Selection {
  const misses: Near[] = []
  let used: ExpectedInteraction | undefined
  for (const candidate of expected) {
    const { interaction } = candidate
    const mismatches = match(interaction)
    if (mismatches.length > 0) misses.push({ description: interaction.description, mismatches })
    else if (candidate.count === 0) return { found: candidate, near: [] }
    else used = candidate
  }
  if (used !== undefined) return { found: used, near: [] }
  const near = misses.toSorted((left, right) => distanceOf(left) - distanceOf(right)).slice(0, MOST_NEAR)
  return { found: undefined, near }
}

function distanceOf({ mismatches }: Near): number {
  return mismatches.reduce((sum, { kind }) => sum + (WEIGHTS[kind] ?? 1), 0)
}
