import type { OperationResult, PhaseResult, ScenarioResult } from '../../model/load-result.ts'
import { type Phase, SETUP_PHASE } from '../engine/recorder.ts'
import { figuresOf, mergeRecords } from '../statistics/figures.ts'
import { measuredMs } from './phases.ts'
import type { LoadPart } from './run-load.ts'
import { type PhaseRecord, Timeline } from './timeline.ts'

/** The part of a scenario's result that is about requests. */
export type LoadOutcome = Pick<
  ScenarioResult,
  | 'durationMs'
  | 'total'
  | 'services'
  | 'operations'
  | 'phases'
  | 'series'
  | 'seriesIntervalMs'
  | 'distribution'
  | 'errorSamples'
>

/** A load that never was: its figures are those of nothing. */
export function noLoad(): LoadPart {
  const nothing = { phases: [], usage: [], machine: [] }
  return {
    ...nothing,
    timeline: new Timeline([], 1),
    elapsedMs: 0,
    threads: 0,
    hasEndedEarly: false,
    failure: undefined,
  }
}

/** The figures of a load that has lasted `elapsedMs`. */
export function loadOutcome(timeline: Timeline, phases: readonly Phase[], elapsedMs: number): LoadOutcome {
  const isMeasured = ({ phase }: PhaseRecord) => phases[phase - 1]?.isMeasured === true
  const measured = timeline.records.filter(isMeasured)
  const overMs = measuredMs(phases, elapsedMs)
  const dropped = phases.reduce(
    (sum, phase, index) => sum + (phase.isMeasured ? timeline.dropped(index + 1) : 0),
    0,
  )
  const services = [...Map.groupBy(measured, ({ service }) => service)].map(([service, records]) => ({
    service,
    ...figuresOf(mergeRecords(records.map(({ record }) => record)), overMs),
  }))
  return {
    durationMs: elapsedMs,
    total: figuresOf(mergeRecords(measured.map(({ record }) => record)), overMs, dropped),
    services,
    operations: operationsOf(measured, overMs),
    phases: phaseResults(timeline, phases, elapsedMs),
    series: timeline.series(),
    seriesIntervalMs: timeline.intervalMs,
    distribution: timeline.distribution(),
    errorSamples: timeline.errorSamples,
  }
}

function operationsOf(records: readonly PhaseRecord[], overMs: number): OperationResult[] {
  const byOperation = Map.groupBy(records, ({ service, operation }) => `${service}\n${operation}`)
  return [...byOperation.values()].map((same) => {
    const { service, operation } = same[0]!
    return { service, operation, ...figuresOf(mergeRecords(same.map(({ record }) => record)), overMs) }
  })
}

function phaseResults(timeline: Timeline, phases: readonly Phase[], elapsedMs: number): PhaseResult[] {
  const all = [{ name: 'set-up', fromMs: 0, toMs: 0, isMeasured: false }, ...phases]
  return all.flatMap(({ name, fromMs, toMs, isMeasured }, phase) => {
    const records = timeline.records.filter((record) => record.phase === phase)
    const endMs = Math.max(fromMs, Math.min(toMs, elapsedMs))
    const hasPassed = phase !== SETUP_PHASE && fromMs < elapsedMs && Number.isFinite(toMs)
    if (records.length === 0 && !hasPassed) return []
    const overMs = endMs - fromMs
    const total = figuresOf(
      mergeRecords(records.map(({ record }) => record)),
      overMs,
      timeline.dropped(phase),
    )
    return [{ name, fromMs, toMs: endMs, isMeasured, total, operations: operationsOf(records, overMs) }]
  })
}
