import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { assay, latestResults } from './support/assay.ts'
import { copyProject } from './support/project.ts'

test('a system whose tests pass may ship', async () => {
  using project = copyProject('tiny')
  const { code, stdout } = await assay(['run'], project)
  expect(stdout.split('\n')[0]).toMatch(/^SHIP {2}tiny/)
  expect(code).toBe(0)
  const results = latestResults(project.directory)
  expect(results.extra.verdict).toBe('ship')
  expect(results.summary).toMatchObject({ tests: 7, passed: 7, failed: 0 })
  const cells = new Set(
    results.tests.map(
      ({ extra }: { extra: { service: string; level: string } }) => `${extra.service}/${extra.level}`,
    ),
  )
  expect([...cells].sort()).toEqual(['greeter/integration', 'greeter/unit', 'names/integration', 'tiny/e2e'])
})

test('a broken line is found, with the request and the log lines of the service', async () => {
  using project = copyProject('tiny')
  const file = join(project.directory, 'services/names/main.mjs')
  writeFileSync(file, readFileSync(file, 'utf8').replace("2: 'Grace'", "2: 'Barbara'"))
  const { code, stdout } = await assay(['run'], project)
  expect(code).toBe(1)
  expect(stdout.split('\n')[0]).toMatch(/^DO NOT SHIP {2}tiny/)
  expect(stdout).toContain('greets through both services')
  expect(stdout).toMatch(/GET http:\/\/127\.0\.0\.1:\d+\/greetings\/2/)
  expect(stdout).toContain('Hello, Barbara!')
  expect(stdout).toMatch(/log of names\n.*GET \/names\/2/)
  expect(latestResults(project.directory).extra.verdict).toBe('do-not-ship')
})

test('nothing selected is not a pass', async () => {
  using project = copyProject('tiny')
  const { code, stdout } = await assay(['run', 'unit', '--name', 'no such test'], project)
  expect(code).toBe(1)
  expect(stdout).toMatch(/^DO NOT SHIP/)
  expect(stdout).toContain('0 tests ran, and it must be >= 1')
})

test('a test file that cannot be compiled is a failure of its own', async () => {
  using project = copyProject('tiny')
  writeFileSync(join(project.directory, 'services/greeter/tests/unit/broken.test.ts'), 'test("x", () => {')
  const { code, stdout } = await assay(['run', 'unit'], project)
  expect(code).toBe(1)
  expect(stdout).toContain('broken.test.ts')
  const failed = latestResults(project.directory).tests.filter(
    (one: { status: string }) => one.status === 'failed',
  )
  expect(failed).toHaveLength(1)
})

test('levels, services and names select', async () => {
  using project = copyProject('tiny')
  await assay(['run', 'unit', 'integration', '--service', 'greeter', '--name', 'names is gone'], project)
  const ran = latestResults(project.directory).tests.filter(
    ({ status }: { status: string }) => status === 'passed',
  )
  expect(ran.map(({ name }: { name: string }) => name)).toEqual(['says so when names is gone'])
})

test('a service can be a stub for one run', async () => {
  using project = copyProject('tiny')
  rmSync(join(project.directory, 'tests/e2e/greeting.test.ts'))
  writeFileSync(
    join(project.directory, 'tests/e2e/stubbed.test.ts'),
    `import { expect, test } from 'assay/test'
     test('greets the one of the document', async ({ greeter, stubs }) => {
       expect((await greeter.get('/greetings/9')).body).toEqual({ greeting: 'Hello, Ada!' })
       stubs.names.on('GET /names/:id', { body: { id: '9', name: 'Margaret' } })
       expect((await greeter.get('/greetings/9')).body).toEqual({ greeting: 'Hello, Margaret!' })
     })`,
  )
  const { code, stdout } = await assay(['run', 'e2e', '--stub', 'names'], project)
  expect(stdout).toMatch(/^SHIP/)
  expect(code).toBe(0)
})

test('a request that no stub expects fails the test that caused it, and says what was near', async () => {
  using project = copyProject('tiny')
  const file = join(project.directory, 'services/greeter/main.mjs')
  writeFileSync(file, readFileSync(file, 'utf8').replace('/names$', '/name$'))
  const { code, stdout } = await assay(['run', 'integration', '--service', 'greeter'], project)
  expect(code).toBe(1)
  expect(stdout).toContain('GET /name/7')
  expect(stdout).toMatch(/near[\s\S]*GET \/names\/:id/)
})

test('a retry is an attempt that everybody sees', async () => {
  using project = copyProject('tiny')
  writeFileSync(
    join(project.directory, 'services/greeter/tests/unit/flaky.test.ts'),
    `import { expect, test } from 'vitest'
     let tries = 0
     test('passes at the second try', () => { tries += 1; expect(tries).toBe(2) })`,
  )
  const { code, stdout } = await assay(['run', 'unit', '--retries', '1'], project)
  expect(code).toBe(0)
  expect(stdout).toContain('passes at the second try')
  const flaky = latestResults(project.directory).tests.find((one: { flaky?: boolean }) => one.flaky === true)
  expect(flaky.extra.attempts.map(({ status }: { status: string }) => status)).toEqual(['failed', 'passed'])
})

test('results of another runner count', async () => {
  using project = copyProject('tiny')
  await assay(['run', 'unit'], project)
  const file = join(project.directory, 'go.xml')
  writeFileSync(
    file,
    `<testsuite name="go"><testcase classname="names" name="TestFind" time="0.01"/>
     <testcase classname="names" name="TestLose"><failure message="lost">lost</failure></testcase></testsuite>`,
  )
  const { code, stdout } = await assay(['import', file, '--service', 'names', '--level', 'unit'], project)
  expect(code).toBe(1)
  expect(stdout).toContain('TestLose')
  expect(latestResults(project.directory).summary).toMatchObject({ tests: 3, failed: 1 })
})

test('prints results for machines', async () => {
  using project = copyProject('tiny')
  const { stdout } = await assay(['run', 'unit', '--json'], project)
  expect(JSON.parse(stdout).results.extra.verdict).toBe('ship')
})
