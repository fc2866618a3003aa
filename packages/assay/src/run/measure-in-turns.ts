import type { RunSample } from '../load/comparison/run-sample.ts'
import { sampleOf } from './comparison-samples.ts'
import { type MeasuredSystem, measureScenario, type ScenarioInFile } from './measure-scenario.ts'

/** One of the builds that are compared. */
export type Side = MeasuredSystem

/** What was measured: for each side, by scenario. */
export interface SideSamples {
  readonly bySide: readonly ReadonlyMap<string, readonly RunSample[]>[]
  readonly notes: readonly string[]
}

export interface TurnOptions {
  readonly scenarios: readonly ScenarioInFile[]
  readonly rounds: number
  readonly signal: AbortSignal
  readonly onStep: (text: string) => void
}

/**
 * Measures every scenario on every side, round after round, so that whatever disturbs the machine
 * disturbs them alike. The side that goes first alternates.
 */
export async function measureInTurns(
  sides: readonly Side[],
  { scenarios, rounds, signal, onStep }: TurnOptions,
): Promise<SideSamples> {
  const bySide = sides.map(
    () => new Map<string, RunSample[]>(scenarios.map(({ scenario }) => [scenario.name, []])),
  )
  const notes = new Set<string>()
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? sides.keys() : [...sides.keys()].reverse()
    for (const side of order) {
      const who = side === sides.length - 1 ? 'this build' : 'the base'
      for (const each of scenarios) {
        if (signal.aborted) return { bySide, notes: [...notes] }
        const { name } = each.scenario
        onStep(`round ${round + 1} of ${rounds}: ${name}, ${who}`)
        const { result } = (await measureScenario(each, sides[side]!)).at(-1)!
        const sample = sampleOf(result, round)
        if (sample !== undefined) bySide[side]!.get(name)!.push(sample)
        else notes.add(`${name}, ${who}, round ${round + 1} is left out: ${result.notes[0]}`)
      }
    }
  }
  return { bySide, notes: [...notes] }
}
