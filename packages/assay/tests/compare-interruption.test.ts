import { expect, test } from 'vitest'
import { type RunningAssay, startAssay } from './support/assay.ts'
import type { Project } from './support/project.ts'
import { checkoutsLeft, prependToService, repository, SCENARIO_FILE } from './support/repository.ts'

const LONG = `constantRate({ perSecond: 40, duration: '60s' })`
/** So long that a signal comes before it is over. */
const SLOW_BOOT = 'await new Promise((done) => setTimeout(done, 2_000))\n'

function startComparison({ directory }: Project): RunningAssay {
  return startAssay(['load', SCENARIO_FILE, '--compare', 'main', '--rounds', '6', '--json'], { directory })
}

/** The result that an interrupted comparison still prints. */
async function interrupted(run: RunningAssay): Promise<unknown> {
  run.signal('SIGINT')
  const { code, stdout } = await run.finished
  await run.leavesNothing()
  expect(code).toBe(130)
  return JSON.parse(stdout)
}

test('Ctrl-C while an environment boots leaves what was measured, and nothing else', async () => {
  using project = repository()
  prependToService(project, SLOW_BOOT)
  const run = startComparison(project)
  await run.shows('round 2 of 6: read, this build')
  expect(await interrupted(run)).toMatchObject({
    ...{ method: 'interleaved', rounds: 1, wasInterrupted: true, leftOut: [] },
    scenarios: [{ comparison: { measures: [{ candidate: { runs: 1 } }, {}, {}] } }],
  })
  expect(checkoutsLeft(project)).toEqual([])
})

test('Ctrl-C in the first round leaves nothing behind', async () => {
  using project = repository(LONG)
  const run = startComparison(project)
  await run.shows('round 1 of 6: read, the base')
  expect(await interrupted(run)).toMatchObject({ rounds: 0, wasInterrupted: true, leftOut: [] })
  expect(checkoutsLeft(project)).toEqual([])
})

test('SIGKILL leaves no checkout behind', async () => {
  using project = repository(LONG)
  const run = startComparison(project)
  await run.shows('round 1 of 6: read, the base')
  expect(checkoutsLeft(project)).toHaveLength(1)
  run.signal('SIGKILL')
  await run.finished
  await run.leavesNothing()
  expect(checkoutsLeft(project)).toEqual([])
})
