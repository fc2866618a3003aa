import type { PartUsage, ScenarioResult } from '../../../model/load-result.ts'
import { clip } from '../../content/printable.ts'

/** More lines cannot be told apart. */
const MAX_PARTS = 8
const MAX_NAME_CHARACTERS = 80

/** A part that has a line in the charts of usage, and how all of its lines are drawn. */
export interface DrawnPart {
  readonly name: string
  readonly usage: PartUsage
  readonly kind: string
}

/**
 * The parts worth a line: those that limit, then those with the most CPU; and the one whose memory
 * grew most, because it is what a long scenario looks for. Lines of resources are thinner.
 */
export function drawnParts({ usage, saturations }: Pick<ScenarioResult, 'usage' | 'saturations'>): {
  readonly drawn: readonly DrawnPart[]
  /** The names of the others. */
  readonly left: readonly string[]
} {
  const limits = new Set(saturations.map(({ part }) => part))
  const isLimit = ({ part, process }: PartUsage) => limits.has(part) || limits.has(process?.name ?? part)
  const ranked = usage
    .filter(({ samples }) => samples.length > 0)
    .map((part) => ({ part, rank: (isLimit(part) ? 1e6 : 0) + meanCores(part) }))
    .sort((left, right) => right.rank - left.rank)
    .map(({ part }) => part)
  const chosen = ranked.slice(0, MAX_PARTS)
  const grower = ranked.reduce<PartUsage | undefined>(
    (most, part) => ((part.memoryGrowthBytes ?? 0) > (most?.memoryGrowthBytes ?? 0) ? part : most),
    undefined,
  )
  if (grower !== undefined && !chosen.includes(grower)) chosen.splice(-1, 1, grower)
  return {
    drawn: chosen.map((part, index) => ({
      name: clip(part.part, MAX_NAME_CHARACTERS),
      usage: part,
      kind: `series-${index + 1}${part.kind === 'resource' ? ' thin' : ''}`,
    })),
    left: ranked.filter((part) => !chosen.includes(part)).map(({ part }) => clip(part, MAX_NAME_CHARACTERS)),
  }
}

function meanCores({ samples }: PartUsage): number {
  return samples.reduce((sum, { cpuCores }) => sum + cpuCores, 0) / samples.length
}
