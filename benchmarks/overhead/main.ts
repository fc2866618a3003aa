import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { atMost, type Measure, median, shown } from '../measure.ts'

const ROUNDS = 11
const MOST_ADDED_MS = 300
/** Fixtures of Assay, or a helper beside the tests, which may be made with its factories. */
const NEEDS_ASSAY = /\{ (clock|data)\b|from '(\.\.\/)+(tests\/)?[\w-]+\.ts'/
const repository = resolve(import.meta.dirname, '../..')

/**
 * What `assay run unit` adds to Vitest on the same files: reading the definition, keeping results,
 * judging gates, writing four reports. Both are whole processes, started in turns.
 */
export async function run(): Promise<Measure[]> {
  using project = copyOfUnitTests()
  const times = { assay: [] as number[], vitest: [] as number[] }
  for (let round = -1; round < ROUNDS; round += 1) {
    const vitest = await timed('vitest', ['run', '--config', 'bare.config.ts'], project.directory)
    const assay = await timed('assay', ['run', 'unit'], project.directory)
    // The first round fills the caches of both.
    if (round < 0) continue
    times.vitest.push(vitest)
    times.assay.push(assay)
  }
  const added = median(times.assay.map((ms, round) => ms - times.vitest[round]!))
  return [
    atMost('overhead', 'assay run unit − vitest run, ms', added, MOST_ADDED_MS),
    shown('overhead', 'vitest run, ms', median(times.vitest)),
    shown('overhead', 'assay run unit, ms', median(times.assay)),
  ]
}

/**
 * The shop's definition, sources and unit tests, in a repository where neither tool has run before.
 * Tests that use what only Assay has are left out; the others get `test` from Vitest.
 */
function copyOfUnitTests(): { readonly directory: string } & Disposable {
  const root = mkdtempSync(join(tmpdir(), 'assay-bench-'))
  const directory = join(root, 'systems/shop')
  cpSync(join(repository, 'systems/shop'), directory, {
    recursive: true,
    filter: (source) => !/\/(\.assay|vitest\.config\.ts|integration|e2e)$/.test(source),
  })
  for (const file of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    if (!/tests\/unit\/.*\.test\.ts$/.test(file)) continue
    const path = join(directory, file)
    const code = readFileSync(path, 'utf8').replace("from 'assay/test'", "from 'vitest'")
    if (NEEDS_ASSAY.test(code)) rmSync(path)
    else writeFileSync(path, code)
  }
  cpSync(join(repository, 'tsconfig.json'), join(root, 'tsconfig.json'))
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  writeFileSync(
    join(directory, 'bare.config.ts'),
    `export default { cacheDir: '.bare-cache', test: { include: ['**/tests/unit/**/*.test.ts'] } }\n`,
  )
  return { directory, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) }
}

function timed(program: string, args: readonly string[], directory: string): Promise<number> {
  const started = performance.now()
  const child = spawn(join(repository, 'node_modules/.bin', program), args, {
    cwd: directory,
    stdio: 'ignore',
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code === 0) resolve(performance.now() - started)
      else reject(new Error(`${program} ${args.join(' ')} exited with ${code} in ${directory}`))
    })
  })
}
