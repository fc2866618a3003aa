import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { assay } from './support/assay.ts'
import type { Project } from './support/project.ts'
import {
  changeService,
  checkoutsLeft,
  commitAll,
  compare,
  gitIn,
  prependToService,
  repository,
  SCENARIO_FILE,
} from './support/repository.ts'

const SERVICE = 'services/names/main.mjs'
const CONFIG = 'assay.config.ts'

/** A main branch that differs from the build that is here, which can run. */
function commitOther(project: Project, path: string, change: (file: string, good: string) => void): void {
  const file = join(project.directory, path)
  const good = readFileSync(file, 'utf8')
  change(file, good)
  commitAll(project)
  writeFileSync(file, good)
}

test('a build that is slower than the other is a regression, found in turns', async () => {
  using project = repository()
  changeService(project, '({ goOn }) => setTimeout(goOn, 40)')
  const { code, result, stderr } = await compare(project, '--rounds', '8')
  expect(result, stderr).toMatchObject({ reference: 'main', method: 'interleaved', rounds: 8 })
  const [scenario] = result!.scenarios
  expect(scenario).toMatchObject({ outcome: 'compared', verdict: 'regression', unanswered: [] })
  const median = scenario!.comparison.measures.find(({ measure }) => measure === 'names GET /names/{id} p50')
  expect(median, JSON.stringify(result)).toMatchObject({ verdict: 'regression', unit: 'ms' })
  expect(median!.candidate.median - median!.baseline.median).toBeGreaterThan(30)
  expect(code).toBe(1)
  expect(stderr).toContain(
    'round 1 of 8: read, the base\nround 1 of 8: read, this build\nround 2 of 8: read, this build',
  )
  expect(checkoutsLeft(project)).toEqual([])
})

test('a build that is faster because it only answers errors is a regression', async () => {
  using project = repository()
  commitOther(project, SERVICE, () => changeService(project, '({ goOn }) => setTimeout(goOn, 20)'))
  changeService(project, '({ response }) => response.writeHead(500).end()')
  const { code, result, stderr } = await compare(project, '--rounds', '8')
  const [scenario] = result?.scenarios ?? []
  const verdicts = scenario?.comparison.measures.map(({ measure, verdict }) => [measure, verdict])
  expect(verdicts, stderr).toContainEqual(['error rate', 'regression'])
  expect(verdicts, stderr).toContainEqual(['names GET /names/{id} p50', 'improvement'])
  expect(scenario?.verdict).toBe('regression')
  expect(code).toBe(1)
})

test('an operation that is not answered any more is a regression, and a crash is told', async () => {
  using project = repository()
  changeService(project, '() => process.exit(3)')
  const { code, result, stderr, stdout } = await compare(project, '--rounds', '1')
  expect(result?.scenarios, stderr + stdout).toMatchObject([
    { verdict: 'regression', unanswered: ['names GET /names/{id}'] },
  ])
  expect(result!.notes.join('\n')).toMatch(/^this build: "names" .*3.* while it was measured, once$/m)
  expect(code).toBe(1)
})

test('a build that is too slow for the load is not fit, although nothing is shown', async () => {
  using project = repository(`constantRate({ perSecond: 40, duration: '1s', maxUsers: 4 })`)
  changeService(project, '({ goOn }) => setTimeout(goOn, 400)')
  const { code, result, stderr } = await compare(project, '--rounds', '1')
  expect(result, stderr).toMatchObject({
    scenarios: [{ outcome: 'overloaded', verdict: 'inconclusive' }],
    leftOut: [{ side: 'candidate', round: 1, why: 'overloaded' }],
  })
  expect(result!.notes[0]).toMatch(/^read, this build: left out of round 1, too slow for its load: .*dropped/)
  expect(code).toBe(1)
})

test('a build that does not boot costs its own rounds alone, and is no success', async () => {
  using project = repository()
  prependToService(project, 'process.exit(3)\n')
  const { code, result, stderr } = await compare(project, '--rounds', '2')
  expect(result, stderr).toMatchObject({ rounds: 2, scenarios: [{ outcome: 'failed' }] })
  expect(result!.notes.join('\n')).toContain('read, this build: left out of rounds 1, 2, failed: ')
  expect(result!.notes.join('\n')).toContain('(ended_before_ready)')
  expect(code).toBe(2)
})

test.each<[why: string, path: string, change: (file: string, good: string) => void, said: string]>([
  [
    'throws',
    CONFIG,
    (file) => writeFileSync(file, 'throw new Error("this build is broken")'),
    'this build is broken',
  ],
  ['has no definition', CONFIG, (file) => rmSync(file), 'has no assay.config.ts'],
  ['does not boot', SERVICE, (file, good) => writeFileSync(file, `process.exit(3)\n${good}`), '"names"'],
])(
  'when the other build %s, stored runs are compared with, and it is said',
  async (_, path, change, said) => {
    using project = repository()
    commitOther(project, path, change)
    const { code, result, stderr } = await compare(project, '--rounds', '1')
    expect(result, stderr).toMatchObject({ method: 'stored', stored: { reference: 0, main: 0 } })
    expect(result!.notes[0]).toContain('"main" cannot run here, so stored runs are compared with')
    expect(result!.notes[0]).toContain(said)
    expect(result!.scenarios).toMatchObject([{ outcome: 'nothing', verdict: 'inconclusive' }])
    expect(code).toBe(1)
    expect(checkoutsLeft(project)).toEqual([])
  },
)

test('from a hook, in which git names its repository, that repository stays as it is', async () => {
  using project = repository()
  const directory = join(project.directory, '.git')
  const environment = { GIT_DIR: directory, GIT_INDEX_FILE: join(directory, 'index') }
  commitOther(project, SERVICE, (file, good) => writeFileSync(file, `${good}// Another build.\n`))
  const before = gitIn(project, 'status', '--porcelain', '--branch')
  const args = ['load', SCENARIO_FILE, '--compare', 'main', '--rounds', '1', '--json']
  const { stdout, stderr } = await assay(args, { ...project, environment })
  expect(JSON.parse(stdout), stderr).toMatchObject({ method: 'interleaved', rounds: 1 })
  expect(gitIn(project, 'status', '--porcelain', '--branch')).toBe(before)
})

test('a reference that does not exist, and flags that say nothing, are refused', async () => {
  using project = repository()
  const refused = async (flags: readonly string[], text: string) => {
    const { code, stderr } = await assay(['load', SCENARIO_FILE, ...flags], project)
    expect(stderr).toContain(text)
    expect(code).toBe(3)
  }
  await refused(['--compare', 'no-such-branch'], 'Git knows no commit "no-such-branch" here.')
  await refused(['--rounds', '3'], '--rounds was given without --compare.')
  await refused(['--compare', 'main', '--report', 'load.html'], '--report was given with --compare.')
  for (const rounds of ['0', '10000', 'many']) {
    const text = `--rounds is "${rounds}".\n  fix: give a whole number from 1 to 1000`
    await refused(['--compare', 'main', '--rounds', rounds], text)
  }
})

test('a history that cannot be used is told before anything is measured', async () => {
  using project = repository()
  const folder = await assay(['load', SCENARIO_FILE, '--compare', 'no-such-branch'], project)
  expect(folder.code).toBe(3)
  const history = new DatabaseSync(join(project.directory, '.assay/results.db'))
  history.exec('PRAGMA user_version = 999')
  history.close()
  const { code, stderr } = await compare(project)
  expect(stderr).toContain('results_newer_version')
  expect(stderr).not.toContain('round 1')
  expect(code).toBe(3)
})
