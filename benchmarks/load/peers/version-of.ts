import { execFile } from 'node:child_process'
import type { Program } from '../../program.ts'

const TIMEOUT_MS = 10_000

/** What a program says of its version. Whether it calls that a success does not matter: wrk does not. */
export function versionOf(program: Program, argv: readonly string[], pattern: RegExp): Promise<string> {
  const options = { env: { ...process.env, ...program.environment }, timeout: TIMEOUT_MS }
  return new Promise((resolve, reject) => {
    execFile(program.path, argv, options, (error, stdout, stderr) => {
      const version = pattern.exec(stdout + stderr)?.[1]
      if (version !== undefined) resolve(version)
      else reject(new Error(`${program.path} does not tell its version`, { cause: error }))
    })
  })
}
