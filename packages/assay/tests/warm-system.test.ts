import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { assay, latestResults, startAssay } from './support/assay.ts'
import { copyProject } from './support/project.ts'

test('a run attaches to a system that is up, and leaves it up', async () => {
  using project = copyProject('tiny')
  const up = startAssay(['up'], project)
  await up.shows('tiny is up')
  for (const expected of [0, 0]) {
    const { code, stdout, stderr } = await assay(['run'], project)
    expect(code, stdout).toBe(expected)
    expect(stderr).toContain('attaching to the warm system')
  }
  expect((await assay(['down'], project)).stdout).toContain('tiny is down')
  expect((await up.finished).code).toBe(0)
  await up.leavesNothing()
})

test('a change of the code is seen by the next run', async () => {
  using project = copyProject('tiny')
  const up = startAssay(['up'], project)
  await up.shows('tiny is up')
  const file = join(project.directory, 'services/greeter/greet.mjs')
  writeFileSync(file, readFileSync(file, 'utf8').replace('Hello', 'Goodbye'))
  const { code, stdout } = await assay(['run', 'e2e'], project)
  expect(code).toBe(1)
  expect(stdout).toContain('Goodbye, Grace!')
  up.signal('SIGINT')
  await up.finished
  await up.leavesNothing()
})

test('a service that could not start is tried again once its code is another', async () => {
  using project = copyProject('tiny')
  const up = startAssay(['up'], project)
  await up.shows('tiny is up')
  const file = join(project.directory, 'services/greeter/main.mjs')
  const working = readFileSync(file, 'utf8')
  writeFileSync(file, `throw new Error('not today')\n${working}`)
  for (const _ of [1, 2]) expect((await assay(['run', 'e2e'], project)).stdout).toContain('not today')
  writeFileSync(file, working)
  const { code, stdout } = await assay(['run', 'e2e'], project)
  expect(code, stdout).toBe(0)
  up.signal('SIGINT')
  await up.finished
  await up.leavesNothing()
})

test('a change of the definition is not tested on the system that is up', async () => {
  using project = copyProject('tiny')
  const up = startAssay(['up'], project)
  await up.shows('tiny is up')
  const file = join(project.directory, 'assay.config.ts')
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('NAMES_URL: names.url }', "NAMES_URL: names.url, X: 'y' }"),
  )
  const { stderr } = await assay(['run', 'e2e'], project)
  expect(stderr).toContain('booting 2 services')
  const again = startAssay(['up'], project)
  await again.shows('the definition has changed; replacing the system that is up')
  await again.shows('tiny is up')
  await up.leavesNothing()
  await assay(['down'], project)
  await again.leavesNothing()
})

test('up --detach returns, down ends it', async () => {
  using project = copyProject('tiny')
  const up = startAssay(['up', '--detach'], project)
  expect((await up.finished).code).toBe(0)
  expect(up.alive().length).toBeGreaterThan(2)
  expect((await assay(['up'], project)).stdout).toContain('tiny is already up')
  await assay(['down'], project)
  await up.leavesNothing()
  expect((await assay(['down'], project)).stdout).toContain('not up')
})

test('up --detach tells why a system does not come up', async () => {
  using project = copyProject('misbehaving')
  const up = startAssay(['up', '--detach'], {
    directory: project.directory,
    environment: { ODD: 'crashes-at-start' },
  })
  const { code, stderr } = await up.finished
  expect(code).toBe(2)
  expect(stderr).toContain('DATABASE_URL is not set')
  await up.leavesNothing()
})

test('a warm system that is killed leaves nothing, and the next run boots its own', async () => {
  using project = copyProject('tiny')
  const up = startAssay(['up'], project)
  await up.shows('tiny is up')
  up.signal('SIGKILL')
  await up.finished
  await up.leavesNothing(2_000)
  const { code, stderr } = await assay(['run', 'e2e'], project)
  expect(code).toBe(0)
  expect(stderr).toContain('booting 2 services')
})

test('a run that dies gives its lease back', async () => {
  using project = copyProject('tiny')
  writeFileSync(
    join(project.directory, 'tests/e2e/slow.test.ts'),
    `import { test } from 'assay/test'
     test('waits', async ({ greeter }) => { await greeter.get('/greetings/1'); await new Promise((done) => setTimeout(done, 30_000)) })`,
  )
  const up = startAssay(['up'], project)
  await up.shows('tiny is up')
  const run = startAssay(['run', 'e2e', '--name', 'waits'], project)
  await run.shows('attaching')
  run.signal('SIGKILL')
  await run.finished
  const { code } = await assay(['run', 'e2e', '--name', 'greets'], project)
  expect(code).toBe(0)
  expect(latestResults(project.directory).summary.passed).toBe(1)
  await assay(['down'], project)
  await up.leavesNothing()
})
