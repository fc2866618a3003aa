import { median } from './measure.ts'

/** What one round saw of one contestant. */
export type Sample<Figure extends string> = Readonly<Record<Figure, number>>

/** Samples by the name of the contestant, one for each round. */
export type Samples<Figure extends string> = ReadonlyMap<string, readonly Sample<Figure>[]>

/** Something that is measured in turns with others. */
export interface Contestant<Figure extends string> {
  readonly name: string
  /** `undefined` when it can be measured no more; its owner knows why. */
  sample(): Promise<Sample<Figure> | undefined>
}

/**
 * Measures the contestants one after the other, round after round, so that whatever disturbs the
 * machine disturbs them alike. A first round to warm up is not counted.
 */
export async function sampleRounds<Figure extends string>(
  contestants: readonly Contestant<Figure>[],
  rounds: number,
): Promise<Samples<Figure>> {
  const samples = new Map<string, Sample<Figure>[]>(contestants.map(({ name }) => [name, []]))
  for (let round = 0; round <= rounds; round += 1) {
    for (const contestant of contestants) {
      const sample = await contestant.sample()
      if (round > 0 && sample !== undefined) samples.get(contestant.name)?.push(sample)
    }
  }
  return samples
}

/** The median, over the rounds, of one contestant's figure divided by another's in the same round. */
export function medianRatio<Figure extends string>(
  samples: Samples<Figure>,
  [numerator, denominator]: readonly [string, string],
  figure: Figure,
): number {
  const under = samples.get(denominator) ?? []
  const ratios = (samples.get(numerator) ?? []).map(
    (sample, round) => sample[figure] / (under[round]?.[figure] ?? Number.NaN),
  )
  return median(ratios)
}

/** The median of one contestant's figure over the rounds. */
export function medianOf<Figure extends string>(
  samples: Samples<Figure>,
  contestant: string,
  figure: Figure,
): number {
  return median((samples.get(contestant) ?? []).map((sample) => sample[figure]))
}
