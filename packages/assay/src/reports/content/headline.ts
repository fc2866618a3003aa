import { formatDuration } from '../../base/duration.ts'
import type { RunResult, Selection } from '../../model/run-result.ts'
import { countTests } from './test-counts.ts'

/**
 * The first line of every report. What limits the verdict stands beside it: nobody shall take
 * a part of the tests for all of them.
 *
 * @example
 * headline(result) // 'SHIP  shop  218 tests, 1 skipped in 38.2 s'
 */
export function headline(result: RunResult): string {
  const limits = limitsOf(result)
  const verdict = limits.length === 0 ? verdictOf(result) : `${verdictOf(result)} (${limits.join(', ')})`
  return `${verdict}  ${result.system}  ${testSummary(result)}`
}

/** The verdict in words. */
export function verdictOf({ verdict }: Pick<RunResult, 'verdict'>): string {
  return verdict === 'ship' ? 'SHIP' : 'DO NOT SHIP'
}

/** Why the verdict is not about all tests; empty when it is. */
export function limitsOf(result: RunResult): string[] {
  const part = selectedPart(result.selection)
  return [...(part === undefined ? [] : [`${part} only`]), ...(result.wasInterrupted ? ['interrupted'] : [])]
}

/** What was selected, as a phrase; `undefined` when everything was. */
export function selectedPart(selection: Selection): string | undefined {
  const { levels, services, tags, name, files = [], changedSince } = selection
  const words: string[] = []
  if (levels.length > 0) words.push(levels.join(', '))
  if (services.length > 0) words.push(levels.length > 0 ? 'of' : '', services.join(', '))
  if (words.length === 0) words.push('tests')
  if (tags.length > 0) words.push(`tagged ${tags.join(', ')}`)
  if (name !== undefined) words.push(`named "${name}"`)
  if (files.length > 0) words.push(`in ${files.join(', ')}`)
  if (changedSince !== undefined) words.push(`affected since ${changedSince}`)
  const phrase = words.filter((word) => word !== '').join(' ')
  return phrase === 'tests' ? undefined : phrase
}

function testSummary({ tests, durationMs }: RunResult): string {
  const counts = countTests(tests)
  const notable = (['failed', 'flaky', 'skipped'] as const).filter((kind) => counts[kind] > 0)
  const total = counts.tests === 0 ? 'no tests' : `${counts.tests} ${counts.tests === 1 ? 'test' : 'tests'}`
  return `${[total, ...notable.map((kind) => `${counts[kind]} ${kind}`)].join(', ')} in ${formatDuration(durationMs)}`
}
