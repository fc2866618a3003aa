import { gatesOf, judge } from '../gates/judge.ts'
import { outlinesOf } from '../lifecycle/environment-request.ts'
import { LEVELS } from '../model/level.ts'
import type { PartInfo } from '../model/part-event.ts'
import type { RunResult } from '../model/run-result.ts'
import type { System } from '../model/system.ts'
import type { Baseline, RunStart } from '../results/results-store.ts'
import { noteCrashes } from './crash-notes.ts'
import type { Findings } from './run-record.ts'
import { decide } from './verdict.ts'

export interface RunEnd {
  readonly system: System
  readonly start: RunStart
  readonly record: Findings
  readonly baseline: Baseline | undefined
  readonly parts: readonly PartInfo[]
  readonly bootMs: number | undefined
  readonly isWarm: boolean
  readonly wasInterrupted: boolean
}

/** Judges what a run found out. Pure: the same record always gives the same result. */
export function conclude(end: RunEnd, now: number): RunResult {
  const { system, start, record, baseline, wasInterrupted } = end
  const tests = record.tests.map((test) => noteCrashes(test, record.crashes))
  const newFailures = tests
    .filter(({ id, status }) => status === 'failed' && baseline?.failed.has(id) !== true)
    .map(({ id }) => id)
  const levels = LEVELS.filter((level) =>
    tests.some((test) => test.level === level && test.status === 'passed'),
  )
  const { crashes, scenarios, deployments } = record
  const facts = { tests, scenarios, crashes, deployments, newFailures: new Set(newFailures) }
  const gates = judge(gatesOf(system, levels, scenarios), facts, start.selection)
  return {
    id: start.id,
    system: system.name,
    startedAt: start.startedAt,
    durationMs: now - start.startedAt,
    source: start.source,
    environmentHash: start.environmentHash,
    versions: start.versions,
    seed: start.seed,
    selection: start.selection,
    services: outlinesOf(system).flatMap(({ name, isReal }) => (isReal ? [name] : [])),
    bootMs: end.bootMs,
    isWarm: end.isWarm,
    parts: end.parts,
    tests,
    scenarios,
    crashes,
    deployments,
    problems: record.problems,
    gates,
    ...decide({ gates, problems: record.problems, wasInterrupted }),
    newFailures,
    baseline: baseline?.run,
    wasInterrupted,
  }
}
