import type { StoredMeasurement } from '../results/results-store.ts'
import { changesIn } from './change-history.ts'

/** Stored runs that a build is compared with when the other one cannot run. */
export interface StoredBaseline {
  readonly of: 'reference' | 'main'
  readonly runs: readonly StoredMeasurement[]
}

/**
 * The runs of the commit that was asked for, or, without any, those of the main branch since its
 * latency has last changed. Runs of this very build are no baseline for it.
 */
export function storedBaseline(
  history: readonly StoredMeasurement[],
  commits: { readonly reference: string; readonly candidate: string | undefined },
): StoredBaseline {
  const ofReference = history.filter(({ isClean, commit }) => isClean && commit === commits.reference)
  if (ofReference.length > 0) return { of: 'reference', runs: ofReference }
  const onMain = history.filter(({ isMain, commit }) => isMain && commit !== commits.candidate)
  return { of: 'main', runs: onMain.slice(changesIn(onMain)[0]?.index ?? 0) }
}
