import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { BuildComparison } from '../src/load/comparison/scenario-comparison.ts'
import { assay } from './support/assay.ts'
import { copyProject, type Project } from './support/project.ts'

const FILE = 'services/names/tests/performance/names.load.ts'
const SERVICE = 'services/names/main.mjs'
const SCENARIO = `import { constantRate, scenario } from 'assay/load'
scenario('read', {
  load: constantRate({ perSecond: 40, duration: '1s', warmUp: '300ms' }),
  tasks: { read: ({ names }) => names.get('/names/{id}', { path: { id: 1 } }) },
})`

/** The tiny system as a repository with one commit. */
function repository(): Project {
  const project = copyProject('tiny')
  mkdirSync(join(project.directory, 'services/names/tests/performance'), { recursive: true })
  writeFileSync(join(project.directory, FILE), SCENARIO)
  writeFileSync(join(project.directory, '.gitignore'), 'node_modules\n.assay\n')
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.test']
  for (const args of [
    ['init', '-q', '-b', 'main'],
    ['add', '-A'],
    ['commit', '-qm', 'First'],
  ]) {
    execFileSync('git', [...author, ...args], { cwd: project.directory })
  }
  return project
}

/** Makes every answer of the service wait. */
function slowDown({ directory }: Project, ms: number): void {
  const file = join(directory, SERVICE)
  const wait = `import { Server } from 'node:http'
const emit = Server.prototype.emit
Server.prototype.emit = function (event, ...args) {
  if (event !== 'request') return emit.call(this, event, ...args)
  setTimeout(() => emit.call(this, event, ...args), ${ms})
  return true
}
`
  writeFileSync(file, wait + readFileSync(file, 'utf8'))
}

async function compare(project: Project, ...flags: string[]) {
  const finished = await assay(['load', FILE, '--compare', 'main', ...flags, '--json'], project)
  const isJson = finished.stdout.startsWith('{')
  return { ...finished, result: isJson ? (JSON.parse(finished.stdout) as BuildComparison) : undefined }
}

test('a build that is slower than the other is a regression, found in turns', async () => {
  using project = repository()
  slowDown(project, 40)
  const { code, result, stderr } = await compare(project, '--rounds', '6')
  expect(result, stderr).toMatchObject({ reference: 'main', method: 'interleaved', rounds: 6 })
  const [{ comparison }] = result!.scenarios as [BuildComparison['scenarios'][0]]
  const median = comparison.measures.find(({ measure }) => measure === 'names GET /names/{id} p50')
  expect(median, JSON.stringify(result)).toMatchObject({ verdict: 'regression' })
  expect(median!.candidate.median - median!.baseline.median).toBeGreaterThan(30)
  expect(code).toBe(1)
  expect(stderr).toContain(
    'round 1 of 6: read, the base\nround 1 of 6: read, this build\nround 2 of 6: read, this build',
  )
  const worktrees = execFileSync('git', ['worktree', 'list'], { cwd: project.directory, encoding: 'utf8' })
  expect(worktrees.trim().split('\n')).toHaveLength(1)
})

test('when the other build cannot run, stored runs are compared with, and it is said', async () => {
  using project = repository()
  const config = join(project.directory, 'assay.config.ts')
  const good = readFileSync(config, 'utf8')
  writeFileSync(config, 'throw new Error("this build is broken")')
  execFileSync(
    'git',
    ['-c', 'user.name=Ada', '-c', 'user.email=a@example.test', 'commit', '-qam', 'Broken'],
    {
      cwd: project.directory,
    },
  )
  writeFileSync(config, good)
  const { code, result, stderr } = await compare(project, '--rounds', '1')
  expect(result, stderr).toMatchObject({ method: 'stored' })
  expect(result!.notes[0]).toContain('"main" cannot run here, so stored runs are compared with')
  expect(result!.scenarios[0]!.comparison.verdict).toBe('inconclusive')
  expect(code).toBe(0)
})

test('a reference that does not exist, and flags that say nothing, are refused', async () => {
  using project = repository()
  const unknown = await assay(['load', FILE, '--compare', 'no-such-branch'], project)
  expect(unknown.code).toBe(3)
  expect(unknown.stderr).toContain('Git knows no commit "no-such-branch" here.')
  const useless = await assay(['load', FILE, '--rounds', '3'], project)
  expect(useless.code).toBe(3)
  expect(useless.stderr).toContain('--rounds was given without --compare.')
})
