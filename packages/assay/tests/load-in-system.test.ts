import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { assay, latestResults, startAssay } from './support/assay.ts'
import { load, onlyResult, STACK_TRACE } from './support/load.ts'
import { copyProject } from './support/project.ts'

const FILE = 'services/names/tests/performance/names.load.ts'

/** The tiny system with scenarios in the folder of a service. */
function projectWith(scenarios: string) {
  const project = copyProject('tiny')
  mkdirSync(join(project.directory, 'services/names/tests/performance'), { recursive: true })
  const imports = `import { constantRate, constantUsers, scenario } from 'assay/load'`
  writeFileSync(join(project.directory, FILE), `${imports}\n${scenarios}`)
  return project
}

/** How many requests the log of the service has. */
function requestsIn({ directory }: { readonly directory: string }): number {
  const [file] = globSync('.assay/runs/*/logs/names.log', { cwd: directory })
  const log = file === undefined ? '' : readFileSync(join(directory, file), 'utf8')
  return log.split('GET /names/1').length - 1
}

const READ = `{ read: ({ names }) => names.get('/names/{id}', { path: { id: 1 } }) }`
const BOTH = `
  scenario('read', {
    load: constantRate({ perSecond: 40, duration: '1s' }),
    brief: constantRate({ perSecond: 10, duration: '500ms' }),
    tasks: ${READ},
  })
  scenario('greet', {
    load: constantRate({ perSecond: 20, duration: '500ms' }),
    tasks: { greet: ({ greeter }) => greeter.get('/greetings/2') },
  })`

test('a file inside a system boots it, does all of the load, and is kept and judged like a run', async () => {
  using project = projectWith(BOTH)
  const { code, stdout, stderr } = await assay(['load', FILE], project)
  expect(stderr).toContain('booting 2 services')
  expect(stderr).toMatch(/^load read: 40\/s for 1\.0 s$/m)
  expect(stdout).toMatch(/^(SHIP|DO NOT SHIP) \(performance .*only\) {2}tiny {2}2 tests/)
  expect(stdout).toContain('names GET /names/{id}')
  expect(stdout).toContain('report: .assay/runs/')
  const { tests, extra } = latestResults(project.directory)
  expect(tests.map(({ name }: { readonly name: string }) => name)).toEqual(['read', 'greet'])
  expect(code).toBe(extra.verdict === 'ship' ? 0 : 1)
  const [run] = readdirSync(join(project.directory, '.assay/runs'))
  expect(existsSync(join(project.directory, '.assay/runs', run!, 'report.html'))).toBe(true)
})

test('one scenario of a file, as JSON, from a folder further down', async () => {
  using project = projectWith(BOTH)
  const directory = join(project.directory, 'services/names')
  const flags = ['--scenario', 'read', '--report', 'read.html']
  const finished = await load(['tests/performance/names.load.ts', ...flags], { ...project, directory })
  const { name, file, total, usage } = onlyResult(finished)
  expect({ name, file }).toEqual({ name: 'read', file: FILE })
  expect(total).toMatchObject({ scheduled: 40, answered: 40, errors: 0 })
  expect(usage.map(({ part }) => part).sort()).toEqual(['greeter', 'names'])
  expect(existsSync(join(directory, 'read.html'))).toBe(true)
})

test('a path that the document does not have ends the load', async () => {
  using project = projectWith(`
    scenario('typo', {
      load: constantUsers({ users: 1, duration: '5s' }),
      tasks: { read: ({ names }) => names.get('/name/{id}', { path: { id: 1 } }) },
    })`)
  const { code, stdout } = await assay(['load', FILE], project)
  expect(code).toBe(2)
  expect(stdout).toContain('"names" has no operation GET /name/{id}; its document has GET /names/{id}')
  expect(stdout).not.toMatch(STACK_TRACE)
})

test('gates about what the file does not touch are not judged, and what it prints is no result', async () => {
  using project = projectWith(`console.log('imported')
    scenario('greet', {
      load: constantRate({ perSecond: 20, duration: '500ms' }),
      tasks: { greet: async ({ greeter }) => { console.log('greeting'); await greeter.get('/greetings/2') } },
      thresholds: { errorRate: '<1%', requestRate: '>1000/s' },
    })`)
  const config = join(project.directory, 'assay.config.ts')
  const declared = readFileSync(config, 'utf8')
  const gates = `gates: [gate('names').level('performance', { p95: '<9s' })],`
  writeFileSync(
    config,
    declared
      .replace('defineSystem({', `defineSystem({ ${gates}`)
      .replace("from 'assay'", "from 'assay'\nimport { gate } from 'assay'"),
  )
  const { code, stdout, stderr } = await assay(['load', FILE, '--json'], project)
  expect(JSON.parse(stdout), stderr).toMatchObject([{ name: 'greet' }])
  expect(stderr).toContain('imported')
  expect(stderr).toMatch(/scenario greet: requestRate is .*, and it must be > 1000\/s/)
  expect(stderr).not.toContain('names p95')
  expect(stderr).toMatch(/^report: .*report\.html$/m)
  expect(code).toBe(1)
})

test('two scenarios of one name in two files are refused', async () => {
  using project = projectWith(BOTH)
  const imports = `import { constantRate, scenario } from 'assay/load'`
  writeFileSync(join(project.directory, FILE.replace('names.load', 'other.load')), `${imports}\n${BOTH}`)
  const { code, stdout } = await assay(['run', 'performance'], project)
  expect(stdout).toContain('defines the scenario "read", and so does')
  expect(code).toBe(1)
})

test('a file that is wrong boots nothing', async () => {
  using project = projectWith(
    `scenario('empty', { load: constantUsers({ users: 1, duration: '1s' }), tasks: {} })`,
  )
  const { code, stderr } = await assay(['load', FILE], project)
  expect(code).toBe(3)
  expect(stderr).toContain('(invalid_scenario)')
  expect(stderr).not.toContain('booting')
  expect(existsSync(join(project.directory, '.assay'))).toBe(false)
})

test('an interruption keeps what was measured, and leaves nothing behind', async () => {
  using project = projectWith(
    `scenario('long', { load: constantRate({ perSecond: 20, duration: '60s' }), tasks: ${READ} })`,
  )
  const command = startAssay(['load', FILE], project)
  await expect.poll(() => requestsIn(project), { timeout: 30_000 }).toBeGreaterThan(30)
  command.signal('SIGINT')
  const { code, stdout } = await command.finished
  expect(code).toBe(130)
  expect(stdout).toMatch(/^DO NOT SHIP \(performance .*only, interrupted\)/)
  expect(stdout).toContain('… long  PARTIAL')
  expect(stdout).toMatch(/names GET \/names\/\{id\} +\d{2}/)
  await command.leavesNothing()
})
