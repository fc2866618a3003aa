import { formatDuration } from '../../base/duration.ts'
import type { PartInfo } from '../../model/part-event.ts'
import type { RunResult } from '../../model/run-result.ts'
import { BLANK, type Line, together } from './line.ts'

/** How the system came up, what exactly ran, and where everything about it is kept. */
export function runLines(result: RunResult, reportFile: string | undefined): Line[] {
  return [
    BLANK,
    ...bootLine(result),
    { text: identity(result), style: 'dim', hang: 2 },
    ...(reportFile === undefined ? [] : [{ text: `report: ${reportFile}`, hang: 2 }]),
  ]
}

function bootLine({ bootMs, isWarm, parts }: RunResult): Line[] {
  if (isWarm) return [{ text: 'used the system that "assay up" keeps running', style: 'dim' }]
  if (bootMs === undefined) return []
  const described = parts.map(describePart).join(', ')
  const text = `booted in ${formatDuration(bootMs)}${described === '' ? '' : `: ${described}`}`
  return [{ text, style: 'dim', hang: 2 }]
}

function describePart({ part, kind, durationMs, version, provider }: PartInfo): string {
  const server = [kind, version].filter((word) => word !== undefined).join(' ')
  const origin = provider === undefined ? '' : ` (${server}, ${provider})`
  return together(`${part} ${formatDuration(durationMs)}${origin}`)
}

function identity({ id, seed, source }: RunResult): string {
  const commit = source?.commit.slice(0, 9)
  const state = [source?.branch, ...(source?.isDirty ? ['uncommitted changes'] : [])]
    .filter(Boolean)
    .join(', ')
  const words = [`run ${id}`, `seed ${seed}`, ...(commit === undefined ? [] : [`commit ${commit}`])]
  return `${words.join(' · ')}${state === '' ? '' : ` (${state})`}`
}
