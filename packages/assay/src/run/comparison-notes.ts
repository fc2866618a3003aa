import type { LeftOutRun } from '../load/comparison/scenario-comparison.ts'
import type { ComparedBuild } from './compared-build.ts'
import { shownSide } from './measure-in-turns.ts'

const WHY: Readonly<Record<LeftOutRun['why'], string>> = {
  failed: 'failed',
  overloaded: 'too slow for its load',
  spoilt: 'not valid',
}

/** Measurements that are missing, in sentences: one for each scenario, build and cause. */
export function notesOfLeftOut(leftOut: readonly LeftOutRun[]): string[] {
  const alike = Map.groupBy(leftOut, ({ scenario, side, why }) => JSON.stringify([scenario, side, why]))
  return [...alike.values()].map((runs) => {
    const { scenario, side, why, reason } = runs[0]!
    const rounds = runs.map(({ round }) => round).join(', ')
    const where = `${runs.length === 1 ? 'round' : 'rounds'} ${rounds}`
    return `${scenario}, ${shownSide(side)}: left out of ${where}, ${WHY[why]}: ${reason}`
  })
}

/** What has ended in a build without being told to, in sentences. */
export function notesOfCrashes({ side, crashes }: ComparedBuild): string[] {
  const alike = Map.groupBy(crashes, ({ part, how }) => `"${part}" ${how}`)
  return [...alike].map(([sentence, { length }]) => {
    const often = length === 1 ? 'once' : `${length} times`
    return `${shownSide(side)}: ${sentence} while it was measured, ${often}`
  })
}
