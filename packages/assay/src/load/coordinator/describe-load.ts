import { formatDuration } from '../../base/duration.ts'
import { type Load, type Stage, stagesDurationMs } from '../scenario/load.ts'

/** A load in words: `20 users for 30.0 s, after 5.0 s of warm-up`. */
export function describeLoad(load: Load): string {
  if (load.kind === 'capacity') {
    const { fromPerSecond, objective } = load
    return `search for capacity from ${fromPerSecond}/s, p95 below ${formatDuration(objective.p95Ms)}`
  }
  if (load.kind === 'replay') return `${load.dueMs.length} recorded requests`
  const unit =
    load.kind === 'users'
      ? (count: number) => `${count} ${count === 1 ? 'user' : 'users'}`
      : (rate: number) => `${rate}/s`
  const main = load.stages.filter(({ isMeasured }) => isMeasured)
  const warmUpMs = stagesDurationMs(load.stages.filter(({ isMeasured }) => !isMeasured))
  const after = warmUpMs === 0 ? '' : `, after ${formatDuration(warmUpMs)} of warm-up`
  return `${main.map((stage) => describeStage(stage, unit)).join(', ')}${after}`
}

function describeStage({ from, to, durationMs }: Stage, unit: (value: number) => string): string {
  const change = from === to ? unit(to) : `${from} to ${unit(to)}`
  return `${change} for ${formatDuration(durationMs)}`
}
