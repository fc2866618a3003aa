import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cachedFolder } from '../cache.ts'
import { findOnPath } from '../program.ts'

const COMPILE_TIMEOUT_MS = 60_000

/** Compiles a C program that lies beside this file, once for each state of its source; gives its path. */
export async function compiledProgram(name: string): Promise<string> {
  const source = join(import.meta.dirname, `${name}.c`)
  const state = createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 12)
  const folder = await cachedFolder(`${name}-${state}`, async (folder) => {
    const gcc = findOnPath('gcc')
    if (gcc === undefined)
      throw new Error(`gcc is needed to compile ${source}: apt-get install gcc libc6-dev`)
    const argv = ['-O2', '-Wall', '-Wextra', '-Werror', '-o', join(folder, name), source]
    await promisify(execFile)(gcc, argv, { timeout: COMPILE_TIMEOUT_MS })
  })
  return join(folder, name)
}
