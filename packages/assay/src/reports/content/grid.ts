import { LEVELS, type Level } from '../../model/level.ts'
import type { RunResult } from '../../model/run-result.ts'
import type { TestResult } from '../../model/test-result.ts'
import { countTests, type TestCounts } from './test-counts.ts'

/** The tests of a run by service and level. What did not run has no counts. */
export interface Grid {
  readonly levels: readonly Level[]
  /** The services in the order of the definition, then the system itself. */
  readonly services: readonly string[]
  readonly cell: (service: string, level: Level) => TestCounts | undefined
  readonly ofLevel: (level: Level) => TestCounts | undefined
  readonly ofService: (service: string) => TestCounts | undefined
  readonly all: TestCounts
}

/** Levels that have tests or were asked for; a service that no test is about is still a row. */
export function gridOf(result: RunResult): Grid {
  const byLevel = Map.groupBy(result.tests, ({ level }) => level)
  const byService = Map.groupBy(result.tests, ({ service }) => service)
  const byCell = Map.groupBy(result.tests, ({ service, level }) => cellKey(service, level))
  return {
    levels: LEVELS.filter((level) => byLevel.has(level) || result.selection.levels.includes(level)),
    services: [...new Set([...result.services, result.system, ...byService.keys()])],
    cell: (service, level) => countsOf(byCell.get(cellKey(service, level))),
    ofLevel: (level) => countsOf(byLevel.get(level)),
    ofService: (service) => countsOf(byService.get(service)),
    all: countTests(result.tests),
  }
}

function countsOf(tests: readonly TestResult[] | undefined): TestCounts | undefined {
  return tests === undefined ? undefined : countTests(tests)
}

function cellKey(service: string, level: Level): string {
  return `${level}/${service}`
}
