import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { latestResults, type RunningAssay, startAssay } from './support/assay.ts'
import { copyProject, type Project } from './support/project.ts'

const SLOW_TEST = `import { expect, test } from 'assay/test'
  test('takes its time', async ({ odd }) => {
    expect(await odd.get('/')).toHaveStatus(200)
    await new Promise((done) => setTimeout(done, 30_000))
  })`

/** A run in each phase of its life. */
const PHASES: Readonly<Record<string, (project: Project) => Promise<RunningAssay>>> = {
  'during boot': async ({ directory }) => {
    const run = startAssay(['run'], { directory, environment: { ODD: 'never-ready' } })
    await run.shows('booting')
    return run
  },
  'during tests': async ({ directory }) => {
    writeFileSync(join(directory, 'tests/e2e/odd.test.ts'), SLOW_TEST)
    const run = startAssay(['run'], { directory, environment: { ODD: 'leaves-daemon' } })
    await run.shows('booted in')
    return run
  },
  'during teardown': async ({ directory }) => {
    const run = startAssay(['run'], { directory, environment: { ODD: 'ignores-sigterm' } })
    await run.shows('tests finished')
    return run
  },
}

describe.each(Object.keys(PHASES))('%s', (phase) => {
  test('SIGKILL leaves nothing behind', async () => {
    using project = copyProject('misbehaving')
    const run = await PHASES[phase]!(project)
    run.signal('SIGKILL')
    await run.finished
    await run.leavesNothing(2_000)
  })

  test('SIGINT stops in order and leaves nothing behind', async () => {
    using project = copyProject('misbehaving')
    const run = await PHASES[phase]!(project)
    run.signal('SIGINT')
    const { code, stdout } = await run.finished
    await run.leavesNothing(2_000)
    expect(code).toBe(130)
    expect(stdout).toMatch(/^DO NOT SHIP/)
    expect(stdout).toContain('interrupted')
    expect(latestResults(project.directory).extra.verdict).toBe('do-not-ship')
  })
})

test('the echo of a SIGINT is no second request', async () => {
  using project = copyProject('misbehaving')
  const run = await PHASES['during tests']!(project)
  run.signal('SIGINT')
  run.signal('SIGINT')
  const { code, stdout } = await run.finished
  expect(code).toBe(130)
  expect(stdout).toContain('interrupted')
})

test('a second SIGINT ends at once', async () => {
  using project = copyProject('misbehaving')
  const file = join(project.directory, 'assay.config.ts')
  writeFileSync(file, readFileSync(file, 'utf8').replace('stopTimeoutMs: 500', 'stopTimeoutMs: 60_000'))
  const run = startAssay(['run'], { directory: project.directory, environment: { ODD: 'ignores-sigterm' } })
  await run.shows('tests finished')
  run.signal('SIGINT')
  await run.shows('once more to stop at once')
  // As long as a person needs to press the keys again, which an echo does not.
  await setTimeout(600)
  run.signal('SIGINT')
  expect((await run.finished).code).toBe(130)
  await run.leavesNothing(2_000)
})

test('an exception that nobody catches leaves nothing behind', async () => {
  using project = copyProject('misbehaving')
  writeFileSync(
    join(project.directory, 'throw-later.mjs'),
    `if (process.argv[1].endsWith('assay.cjs')) setTimeout(() => { throw new Error('out of nowhere') }, 2_500)`,
  )
  const run = startAssay(['run'], {
    directory: project.directory,
    environment: {
      ODD: 'never-ready',
      NODE_OPTIONS: `--import=${join(project.directory, 'throw-later.mjs')}`,
    },
  })
  const { code, stderr } = await run.finished
  expect(code).toBe(2)
  expect(stderr).toContain('out of nowhere')
  await run.leavesNothing(2_000)
})
