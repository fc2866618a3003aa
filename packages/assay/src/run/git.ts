import { findProgram } from '../base/find-program.ts'
import { runProgram } from '../processes/run-program.ts'

const DEFAULT_TIMEOUT_MS = 10_000
/** What git tells its hooks about the repository they were called for: here the folder says which one. */
const OF_A_REPOSITORY =
  /^GIT_(DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE|PREFIX)$/

/** What git prints, without spaces around it; `undefined` when it refuses, or is not there. */
export async function git(
  directory: string,
  args: readonly string[],
  timeoutMs = DEFAULT_TIMEOUT_MS,
): Promise<string | undefined> {
  const program = findProgram('git', directory)
  if (program === undefined) return undefined
  const kept = Object.entries(process.env).filter(([name]) => !OF_A_REPOSITORY.test(name))
  const environment = Object.fromEntries(kept)
  const { code, output } = await runProgram(program, args, { directory, environment, timeoutMs })
  return code === 0 ? output.trim() : undefined
}
