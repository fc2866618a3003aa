import type { RunOutcome } from '../run/run-system.ts'
import { ExitCode, exitCodeOf } from './exit-code.ts'

/** What a command that has run a system ends with. */
export function codeOfRun({ result, failure }: RunOutcome): ExitCode {
  if (result.wasInterrupted) return ExitCode.interrupted
  if (failure !== undefined) return exitCodeOf(failure)
  return result.verdict === 'ship' ? ExitCode.ship : ExitCode.doNotShip
}
