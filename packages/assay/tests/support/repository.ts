import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BuildComparison } from '../../src/load/comparison/scenario-comparison.ts'
import { assay, type Finished } from './assay.ts'
import { copyProject, type Project } from './project.ts'

/** The scenario file of the repository. */
export const SCENARIO_FILE = 'services/names/tests/performance/names.load.ts'
const SERVICE = 'services/names/main.mjs'

/** What stands for the service when a build is changed; see {@link changeService}. */
const RELAY = `import { Server } from 'node:http'
const emit = Server.prototype.emit
let count = 0
Server.prototype.emit = function (event, request, response) {
  const isMeasured = event === 'request' && request.url !== '/health'
  const goOn = () => emit.apply(this, arguments)
  if (!isMeasured) return goOn()
  count += 1
  ;(CHANGE)({ request, response, goOn, count, server: this })
  return true
}
`

/** The tiny system as a repository with one commit and one scenario, `read`. */
export function repository(
  load = `constantRate({ perSecond: 40, duration: '1s', warmUp: '300ms' })`,
): Project {
  const project = copyProject('tiny')
  mkdirSync(join(project.directory, 'services/names/tests/performance'), { recursive: true })
  writeFileSync(
    join(project.directory, SCENARIO_FILE),
    `import { constantRate, scenario } from 'assay/load'
scenario('read', {
  load: ${load},
  tasks: { read: ({ names }) => names.get('/names/{id}', { path: { id: 1 } }) },
})`,
  )
  writeFileSync(join(project.directory, '.gitignore'), 'node_modules\n.assay\n')
  gitIn(project, 'init', '-q', '-b', 'main')
  commitAll(project)
  return project
}

export function commitAll(project: Project): void {
  gitIn(project, 'add', '-A')
  gitIn(project, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.test', 'commit', '-qm', 'A change')
}

export function gitIn({ directory }: Project, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: directory, encoding: 'utf8' }).trim()
}

/**
 * Changes what the measured service does with each request: the source of a function of
 * `request`, `response`, `goOn`, the `count` of requests and the `server`.
 */
export function changeService(project: Project, change: string): void {
  prependToService(
    project,
    RELAY.replace('CHANGE', () => change),
  )
}

export function prependToService({ directory }: Project, code: string): void {
  const file = join(directory, SERVICE)
  writeFileSync(file, code + readFileSync(file, 'utf8'))
}

/** Compares the scenario with the main branch. */
export async function compare(
  project: Project,
  ...flags: readonly string[]
): Promise<Finished & { readonly result: BuildComparison | undefined }> {
  const finished = await assay(['load', SCENARIO_FILE, '--compare', 'main', ...flags, '--json'], project)
  const isJson = finished.stdout.startsWith('{')
  return { ...finished, result: isJson ? JSON.parse(finished.stdout) : undefined }
}

/** Whether a comparison has left its other build, or git something that was not there before. */
export function checkoutsLeft({ directory }: Project): string[] {
  const registered = join(directory, '.git/worktrees')
  const folders = globSync('.assay/runs/*/base', { cwd: directory })
  return [...folders, ...(existsSync(registered) ? [registered] : [])]
}
