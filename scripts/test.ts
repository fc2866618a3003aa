// Every test of the repository: Assay's own with Vitest, then each system's with Assay.
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

const root = join(import.meta.dirname, '..')
const SYSTEMS = ['systems/shop']

const vitest = await runVitest()
const systems: { readonly code: number; readonly counts: Counts }[] = []
for (const system of SYSTEMS) systems.push(await runSystem(system))

const all = [vitest, ...systems]
const sum = (name: keyof Counts) => all.reduce((total, { counts }) => total + counts[name], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
// A test that is skipped has not been seen to pass, and a failed run is one however it counts.
process.exitCode = all.every(({ code, counts }) => code === 0 && counts.failed === 0) ? 0 : 1

async function runVitest(): Promise<{ code: number; counts: Counts }> {
  const output = join(root, 'node_modules', '.assay-tests.json')
  rmSync(output, { force: true })
  const code = await run('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${output}`,
  ])
  const { numPassedTests, numFailedTests, numPendingTests } = readJson(output)
  return { code, counts: { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests } }
}

async function runSystem(directory: string): Promise<{ code: number; counts: Counts }> {
  const code = await run('assay', ['run', '--directory', directory])
  const { summary } = readJson(join(root, directory, '.assay', 'latest', 'results.json')).results
  const { passed, failed, skipped } = summary
  return { code, counts: { passed, failed, skipped } }
}

function run(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

function readJson(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'))
}
