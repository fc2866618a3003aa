import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Program } from '../program.ts'

const run = promisify(execFile)

/** What one run of the load saw. */
export interface Load {
  readonly requests: number
  readonly requestsPerSecond: number
}

/** Loads a server for a while with requests for all of its routes in turn. */
export async function load(wrk: Program, url: string, seconds: number): Promise<Load> {
  const script = join(import.meta.dirname, 'routes.lua')
  const argv = ['--threads', '1', '--connections', '16', '--duration', `${seconds}s`, '--script', script, url]
  const env = { ...process.env, ...wrk.environment }
  const { stdout } = await run(wrk.path, argv, { env, timeout: (seconds + 10) * 1_000 })
  const requests = /(\d+) requests in/.exec(stdout)?.[1]
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]
  const isClean = !/Non-2xx|Socket errors/.test(stdout)
  if (requests === undefined || rate === undefined || !isClean) throw new Error(`the load failed:\n${stdout}`)
  return { requests: Number(requests), requestsPerSecond: Number(rate) }
}
