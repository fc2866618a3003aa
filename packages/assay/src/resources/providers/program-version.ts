import { mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { randomHex, stableHash } from '../../base/identifiers.ts'
import { runProgram } from '../../processes/run-program.ts'
import { cacheDirectory } from './cache-directory.ts'

const VERSION_TIMEOUT_MS = 5_000

/** Names a program by its path, size and age: an update of it has another key. */
export function programKey(program: string): string {
  const { size, mtimeMs } = statSync(program)
  return stableHash([realpathSync(program), String(size), String(mtimeMs)])
}

/**
 * The version a program prints for `--version`. It is asked once; the answer is kept in the user's
 * cache, because starting a large server only to hear it costs a tenth of a boot.
 */
export async function versionOf(program: string, pattern: RegExp): Promise<string | undefined> {
  const file = cacheDirectory('versions', programKey(program))
  const known = readKept(file)
  if (known !== undefined) return pattern.exec(known)?.[1]
  const { code, output } = await runProgram(program, ['--version'], { timeoutMs: VERSION_TIMEOUT_MS })
  if (code === 0) keep(file, output)
  return pattern.exec(output)?.[1]
}

function readKept(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // Not asked yet.
    return undefined
  }
}

function keep(file: string, output: string): void {
  const partial = `${file}.partial-${randomHex(4)}`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(partial, output)
    renameSync(partial, file)
  } catch {
    // A cache that cannot be written only means asking again.
  }
}
