import type { PartInfo } from '../../model/part-event.ts'

/** A part and when it could start, counted from the first start of any part. */
export interface BootTime {
  readonly part: PartInfo
  readonly fromMs: number
  readonly toMs: number
}

/**
 * When each part came up, first ones first. A part starts as soon as all it waits for are ready,
 * so its start follows from their ends. What parts wait for never has a cycle.
 */
export function bootTimes(parts: readonly PartInfo[]): BootTime[] {
  const byName = new Map(parts.map((part) => [part.part, part]))
  const times = new Map<PartInfo, BootTime>()
  const timeOf = (part: PartInfo): BootTime => {
    const known = times.get(part)
    if (known !== undefined) return known
    const awaited = part.dependsOn.map((name) => byName.get(name)).filter((other) => other !== undefined)
    const fromMs = Math.max(0, ...awaited.map((other) => timeOf(other).toMs))
    const time = { part, fromMs, toMs: fromMs + part.durationMs }
    times.set(part, time)
    return time
  }
  return parts.map(timeOf).sort((left, right) => left.fromMs - right.fromMs)
}
