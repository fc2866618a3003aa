import type { Level } from '../model/level.ts'
import type { ForeignTests } from '../model/service.ts'
import type { ServiceSpec, System } from '../model/system.ts'

/** Tests of one service and level that another runner owns. */
export interface ForeignSuite {
  readonly service: ServiceSpec
  readonly level: Level
  readonly tests: ForeignTests
}

/** The suites of the selected services and levels. */
export function foreignSuites(
  system: System,
  levels: readonly Level[],
  services: readonly string[],
): ForeignSuite[] {
  return [...system.services.values()]
    .filter(({ name }) => services.length === 0 || services.includes(name))
    .flatMap((service) =>
      levels.flatMap((level) => {
        const tests = service.tests[level]
        return tests === undefined ? [] : [{ service, level, tests }]
      }),
    )
}
