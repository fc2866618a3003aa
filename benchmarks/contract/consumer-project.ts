import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const repository = resolve(import.meta.dirname, '../..')
const consumers = join(import.meta.dirname, 'consumers')
const PROCESS_TIMEOUT_MS = 600_000

/** A project whose tests write a pact, once with Assay and once with the library of Pact. */
export class ConsumerProject implements Disposable {
  readonly #directory = mkdtempSync(join(tmpdir(), 'assay-consumer-'))

  /** @param packages where `@pact-foundation/pact` is installed */
  constructor(packages: string) {
    this.#link('vitest', join(repository, 'node_modules/vitest'))
    this.#link('assay', join(repository, 'packages/assay'))
    this.#link('@pact-foundation/pact', join(packages, 'node_modules/@pact-foundation/pact'))
    cpSync(join(consumers, 'user-client.mjs'), join(this.#directory, 'user-client.mjs'))
    for (const tool of ['assay', 'pact']) {
      cpSync(join(consumers, `${tool}.mjs`), join(this.#directory, tool, 'users.test.mjs'))
    }
    writeFileSync(
      join(this.#directory, 'vitest.config.mjs'),
      "export default { test: { include: ['*/*.test.mjs'] } }\n",
    )
  }

  /** Milliseconds of a whole `vitest run` of so many tests with one interaction each. */
  async run(tool: 'assay' | 'pact', interactions: number): Promise<number> {
    rmSync(join(this.#directory, 'pacts'), { recursive: true, force: true })
    const started = performance.now()
    await this.#vitest(['run', `${tool}/`], interactions)
    const durationMs = performance.now() - started
    const pact = JSON.parse(readFileSync(join(this.#directory, 'pacts/web-users.json'), 'utf8'))
    if (pact.interactions.length !== interactions) {
      throw new Error(`${tool} wrote ${pact.interactions.length} interactions, not ${interactions}`)
    }
    return durationMs
  }

  [Symbol.dispose](): void {
    rmSync(this.#directory, { recursive: true, force: true })
  }

  #link(name: string, target: string): void {
    const link = join(this.#directory, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(target, link)
  }

  #vitest(args: readonly string[], interactions: number): Promise<void> {
    const program = join(repository, 'node_modules/.bin/vitest')
    const child = spawn(program, args, {
      cwd: this.#directory,
      env: { ...process.env, INTERACTIONS: String(interactions) },
      stdio: 'ignore',
      timeout: PROCESS_TIMEOUT_MS,
    })
    return new Promise((done, reject) => {
      child.once('error', reject)
      child.once('exit', (code) => {
        if (code === 0) done()
        else reject(new Error(`vitest ${args.join(' ')} exited with ${code} in ${this.#directory}`))
      })
    })
  }
}
