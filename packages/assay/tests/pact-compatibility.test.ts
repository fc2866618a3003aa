import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { watchSteps } from './pact-compatibility/step-uses.ts'
import { emptyFolder, type Project } from './support/project.ts'

// The official features are not in this repository; docs/contracts-compatibility.md says how they
// are run. Features of our own show here that each step works, and that each claim can be refused.

const folder = join(import.meta.dirname, 'pact-compatibility')
const ownFeatures = join(folder, 'own/features')
const falseClaims = join(folder, 'own/false-claims')
const officialSuite = process.env['PACT_COMPATIBILITY_SUITE']

interface Ended {
  readonly code: number
  readonly output: string
  readonly lastLine: string
}

/** Runs the command as people do. */
function run(...args: readonly string[]): Promise<Ended> {
  const { INIT_CWD: _npm, ...env } = process.env
  return new Promise((resolve) => {
    execFile(process.execPath, [join(folder, 'run.ts'), ...args], { env }, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`.trimEnd()
      const code = error === null ? 0 : Number(error.code)
      resolve({ code, output, lastLine: output.split('\n').at(-1) ?? '' })
    })
  })
}

async function runWatched(path: string) {
  using project = emptyFolder()
  const file = join(project.directory, 'messages.ndjson')
  const ended = await run(path, '--messages', file)
  const steps = watchSteps()
  for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) steps.add(JSON.parse(line))
  return { ...ended, uses: steps.uses() }
}

function write({ directory }: Project, path: string, lines: readonly string[]): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true })
  writeFileSync(join(directory, path), lines.join('\n'))
}

test('every step does what our own features expect, and refuses what is not true', async () => {
  const own = await runWatched(ownFeatures)
  expect(own.lastLine, own.output).toMatch(/^\d+ passed, 0 failed, 0 undefined$/)
  expect(own.uses.length).toBeGreaterThan(150)
  expect(own.uses.filter(({ statuses }) => !statuses.has('PASSED')).map((use) => use.text)).toEqual([])
  const wrong = await runWatched(falseClaims)
  expect(wrong.lastLine, wrong.output).toMatch(/^0 passed, \d+ failed, 0 undefined$/)
  const refused = new Set(wrong.uses.filter(({ statuses }) => statuses.has('FAILED')).map((use) => use.text))
  const claims = own.uses.filter(({ isClaim }) => isClaim).map((use) => use.text)
  expect(claims.length).toBeGreaterThan(80)
  expect(claims.filter((claim) => !refused.has(claim))).toEqual([])
})

test('the command counts scenarios, and its code is 0 only when all of them passed', async () => {
  const passed = await run(join(ownFeatures, 'V4'))
  expect(passed.lastLine).toMatch(/^\d+ passed, 0 failed, 0 undefined$/)
  expect(passed.output).toMatch(/^fixtures: .*own\/fixtures$/m)
  expect(passed.code).toBe(0)
  const failed = await run(join(falseClaims, 'comparison.feature'))
  expect(failed.lastLine).toMatch(/^0 passed, \d+ failed, 0 undefined$/)
  expect(failed.code).toBe(1)
})

test('steps that nobody has defined, scenarios without steps and files that are none', async () => {
  using project = emptyFolder()
  write(project, 'a.feature', [
    'Feature: F',
    'Scenario: unknown',
    'Given a step of tomorrow',
    'Scenario: nothing',
  ])
  const ended = await run(project.directory)
  expect(ended.lastLine).toBe('0 passed, 1 failed, 1 undefined')
  expect(ended.output).toContain('fixtures: not found')
  expect(ended.code).toBe(1)
  write(project, 'a.feature', ['Feature: F', 'Scenario: S', 'this is no step'])
  const broken = await run(project.directory)
  expect(broken.lastLine).toBe('0 passed, 1 failed, 0 undefined')
  expect(broken.code).toBe(1)
})

test('fixtures that are needed and not there', async () => {
  using project = emptyFolder()
  write(project, 'suite/features/V4/a.feature', [
    'Feature: F',
    'Scenario: S',
    'Given a message interaction is being defined for a consumer test',
    'And the message payload contains the "lamp" JSON document',
  ])
  const missing = await run(join(project.directory, 'suite/features/V4'))
  expect(missing.output).toContain(
    'The fixture lamp.json is needed, but no folder "fixtures" lies beside or above the features.',
  )
  expect(missing.lastLine).toBe('0 passed, 1 failed, 0 undefined')
  write(project, 'suite/fixtures/lamp.json', ['{}'])
  const found = await run(join(project.directory, 'suite/features/V4'))
  expect(found.lastLine).toBe('1 passed, 0 failed, 0 undefined')
})

test('a folder that is not there', async () => {
  expect(await run('no-such-suite')).toMatchObject({
    ...{ code: 3, output: 'not present: there is no .feature file at no-such-suite' },
  })
  expect(await run()).toMatchObject({ code: 3, output: expect.stringContaining('usage: ') })
})

if (officialSuite !== undefined) {
  test('the official features', async () => {
    const { code, lastLine, output } = await run(officialSuite)
    expect(lastLine, output).toMatch(/^\d+ passed, 0 failed, 0 undefined$/)
    expect(code).toBe(0)
  })
}
