import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { assay, latestResults, startAssay, startVitest } from './support/assay.ts'
import { copyProject, type Project } from './support/project.ts'

/** Makes the greeter say something else than its tests expect. */
function breakGreeter({ directory }: Project): void {
  const file = join(directory, 'services/greeter/greet.mjs')
  writeFileSync(file, readFileSync(file, 'utf8').replace('Hello', 'Goodbye'))
}

function git({ directory }: Project, ...args: string[]): void {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com']
  execFileSync('git', [...identity, ...args], { cwd: directory, stdio: 'ignore' })
}

describe('Vitest itself', () => {
  test('boots a system that lives as long as it does', async () => {
    using project = copyProject('tiny')
    const run = startVitest(['run'], project)
    const { code, stdout, stderr } = await run.finished
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toMatch(/Tests +\d+ passed/)
    await run.leavesNothing()
  })

  test('uses the system that is up, and leaves it up', async () => {
    using project = copyProject('tiny')
    const up = startAssay(['up'], project)
    await up.shows('tiny is up')
    const before = up.alive()
    const run = startVitest(['run', '--project', 'e2e'], project)
    const { code, stdout, stderr } = await run.finished
    expect(code, stdout + stderr).toBe(0)
    expect(run.alive()).toEqual([])
    expect(up.alive()).toEqual(expect.arrayContaining([before[0]]))
    await assay(['down'], project)
    await up.leavesNothing()
  })

  test('shows a failing test with the request and the answer', async () => {
    using project = copyProject('tiny')
    breakGreeter(project)
    const { code, stderr } = await startVitest(['run', '--project', 'integration'], project).finished
    expect(code).toBe(1)
    expect(stderr).toContain('Goodbye, Edsger!')
  })
})

test('in a GitHub workflow the failing line is annotated, and the summary begins with the verdict', async () => {
  using project = copyProject('tiny')
  breakGreeter(project)
  const summary = join(project.directory, 'summary.md')
  const environment = {
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: project.directory,
    GITHUB_STEP_SUMMARY: summary,
  }
  const { code, stdout } = await assay(['run', 'unit'], { ...project, environment })
  expect(code).toBe(1)
  expect(stdout).toMatch(/^::error file=services\/greeter\/tests\/unit\/greet\.test\.ts,line=\d+/m)
  expect(readFileSync(summary, 'utf8').trimStart()).toMatch(/^#+ .*DO NOT SHIP/)
})

describe('--changed', () => {
  const namesOf = ({ directory }: Project) =>
    latestResults(directory).tests.map(
      ({ name, extra }: { name: string; extra: { level: string } }) => `${extra.level}: ${name}`,
    )

  function committed(): Project {
    const project = copyProject('tiny')
    writeFileSync(join(project.directory, '.gitignore'), '.assay\nnode_modules\n')
    for (const args of [
      ['init', '-b', 'main'],
      ['add', '.'],
      ['commit', '-m', 'all'],
    ])
      git(project, ...args)
    return project
  }

  test('runs the tests of a changed service, and those of the whole system', async () => {
    using project = committed()
    const file = join(project.directory, 'services/greeter/main.mjs')
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n// changed\n`)
    const { code, stdout } = await assay(['run', '--changed=HEAD'], project)
    expect(code, stdout).toBe(0)
    expect(namesOf(project)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^unit: /),
        expect.stringMatching(/^integration: /),
        expect.stringMatching(/^e2e: /),
      ]),
    )
  })

  test('runs a changed test file alone', async () => {
    using project = committed()
    const file = join(project.directory, 'services/greeter/tests/unit/greet.test.ts')
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n// changed\n`)
    expect((await assay(['run', '--changed=HEAD'], project)).code).toBe(0)
    expect(namesOf(project)).toEqual([expect.stringMatching(/^unit: .*greets by name/)])
  })

  test('is not a pass when nothing has changed', async () => {
    using project = committed()
    const { code, stdout } = await assay(['run', '--changed=HEAD'], project)
    expect(code).toBe(1)
    expect(stdout).toMatch(/^DO NOT SHIP/)
  })

  test('says so when git does not know the reference', async () => {
    using project = committed()
    const { code, stdout, stderr } = await assay(['run', '--changed=nowhere'], project)
    expect(code).toBe(3)
    expect(stdout + stderr).toContain('(unknown_reference_point)')
  })
})

describe('a service with a runner of its own', () => {
  function withRunner(script: string): Project {
    const project = copyProject('tiny')
    writeFileSync(join(project.directory, 'services/names/own-tests.mjs'), script)
    const file = join(project.directory, 'assay.config.ts')
    const runner = `tests: { integration: { command: ['node', 'own-tests.mjs'], junit: 'junit.xml' } },`
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(
        "openapi: 'openapi.json',",
        (option) => `${option}\n      ${runner}`,
      ),
    )
    return project
  }

  test('counts as one of its tests each, run against the real service', async () => {
    using project = withRunner(`
      import { writeFileSync } from 'node:fs'
      const { status } = await fetch(process.env.ASSAY_URL_NAMES + '/health')
      writeFileSync('junit.xml', '<testsuite name="own"><testcase name="answers ' + status + '" time="0.01"/></testsuite>')
    `)
    const { code, stdout } = await assay(['run', 'integration', '--service', 'names'], project)
    expect(code, stdout).toBe(0)
    const own = latestResults(project.directory).tests.find(
      ({ name }: { name: string }) => name === 'answers 200',
    )
    expect(own).toMatchObject({ status: 'passed', extra: { service: 'names', level: 'integration' } })
  })

  test('fails when it leaves no results', async () => {
    using project = withRunner(`console.log('no module named pytest'); process.exit(4)`)
    const { code, stdout } = await assay(['run', 'integration', '--service', 'names'], project)
    expect(code).toBe(1)
    expect(stdout).toContain('no module named pytest')
  })
})
