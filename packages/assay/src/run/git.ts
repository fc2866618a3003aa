import { findProgram } from '../base/find-program.ts'
import { runProgram } from '../processes/run-program.ts'

const DEFAULT_TIMEOUT_MS = 10_000

/** What git prints, without spaces around it; `undefined` when it refuses, or is not there. */
export async function git(
  directory: string,
  args: readonly string[],
  timeoutMs = DEFAULT_TIMEOUT_MS,
): Promise<string | undefined> {
  const program = findProgram('git', directory)
  if (program === undefined) return undefined
  const { code, output } = await runProgram(program, args, { directory, timeoutMs })
  return code === 0 ? output.trim() : undefined
}
