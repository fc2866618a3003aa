import { formatError } from '../errors/format-error.ts'
import type { ComparedSide, LeftOutRun } from '../load/comparison/scenario-comparison.ts'
import type { ScenarioResult } from '../model/load-result.ts'
import type { ComparedBuild } from './compared-build.ts'
import { type ScenarioSample, sampleOf } from './comparison-samples.ts'
import { measureScenario, type ScenarioInFile } from './measure-scenario.ts'

/** One measurement that can be compared. */
export interface MeasuredRun {
  readonly scenario: string
  readonly side: ComparedSide
  readonly sample: ScenarioSample
}

export interface MeasuredRuns {
  readonly measured: readonly MeasuredRun[]
  readonly leftOut: readonly LeftOutRun[]
  /** How many rounds came to their end. */
  readonly rounds: number
}

export interface TurnOptions {
  readonly scenarios: readonly ScenarioInFile[]
  readonly rounds: number
  readonly signal: AbortSignal
  readonly onStep: (text: string) => void
}

/**
 * Measures every scenario on every build, round after round, so that whatever disturbs the machine
 * disturbs them alike. The build that goes first alternates. What fails costs its own measurement
 * and no other; an interruption leaves what was measured until then.
 */
export async function measureInTurns(
  builds: readonly ComparedBuild[],
  { scenarios, rounds, signal, onStep }: TurnOptions,
): Promise<MeasuredRuns> {
  const measured: MeasuredRun[] = []
  const leftOut: LeftOutRun[] = []
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? builds : builds.toReversed()
    for (const build of order) {
      for (const each of scenarios) {
        if (signal.aborted) return { measured, leftOut, rounds: round }
        const place = { scenario: each.scenario.name, side: build.side }
        onStep(`round ${round + 1} of ${rounds}: ${place.scenario}, ${shownSide(build.side)}`)
        const outcome = await measureOnce(each, build)
        // What an interruption has cut off says nothing about the build.
        if (signal.aborted) return { measured, leftOut, rounds: round }
        if ('why' in outcome) leftOut.push({ ...place, round: round + 1, ...outcome })
        else measured.push({ ...place, sample: sampleOf(outcome, round) })
      }
    }
  }
  return { measured, leftOut, rounds }
}

/** What a build is called where people read it. */
export function shownSide(side: ComparedSide): string {
  return side === 'base' ? 'the base' : 'this build'
}

async function measureOnce(
  scenario: ScenarioInFile,
  build: ComparedBuild,
): Promise<ScenarioResult | Pick<LeftOutRun, 'why' | 'reason'>> {
  try {
    const { result } = (await measureScenario(scenario, build)).at(-1)!
    return result.status === 'valid' ? result : { why: whyLeftOut(result), reason: result.notes[0] ?? '' }
  } catch (error) {
    // The environment did not boot, or went away.
    return { why: 'failed', reason: formatError(error) }
  }
}

function whyLeftOut({ status, total }: ScenarioResult): LeftOutRun['why'] {
  if (status === 'failed') return 'failed'
  return total.dropped > 0 ? 'overloaded' : 'spoilt'
}
