import { afterEach, beforeEach, type TestContext } from 'vitest'
import { monotonicMs } from '../base/clock.ts'
import type { TestEnvironment } from './test-environment.ts'
import type { TestMeta } from './test-meta.ts'

/** Booting an environment may include downloading a database once. */
const ENVIRONMENT_TIMEOUT_MS = 600_000

type Context = TestContext & { readonly environment?: TestEnvironment }

/**
 * Surrounds every test of a file: it gets its environment before its own time starts to count,
 * and leaves what it did as evidence when it failed.
 */
export function surroundTests(): void {
  const startedAt = new WeakMap<object, number>()

  beforeEach<{ environment?: TestEnvironment }>(({ task, environment: _environment }: Context) => {
    task.meta.assay ??= { ownDurationsMs: [] }
    startedAt.set(task, monotonicMs())
  }, ENVIRONMENT_TIMEOUT_MS)

  afterEach<{ environment?: TestEnvironment }>(async ({ task, environment }: Context) => {
    const meta: TestMeta = task.meta.assay ?? { ownDurationsMs: [] }
    task.meta.assay = meta
    meta.ownDurationsMs.push(monotonicMs() - (startedAt.get(task) ?? monotonicMs()))
    if (environment === undefined) return
    meta.environment = environment.leased.description.environment
    const unexpected = environment.unexpectedRequests()
    const hasFailed = task.result?.state === 'fail' || unexpected.length > 0
    if (hasFailed) meta.evidence = await environment.evidence()
    if (unexpected.length > 0) throw new Error(unexpected.join('\n\n'))
  })
}
