import { infrastructureError } from '../errors/assay-error.ts'
import { ExitCode } from './exit-code.ts'
import { printError } from './print.ts'

/** These are said by whoever ends the command on purpose. */
const MEANT: ReadonlySet<number> = new Set([ExitCode.infrastructure, ExitCode.interrupted])

/**
 * A command that ends in the middle has decided nothing, whatever it seems to say: code of users may
 * call `process.exit`, or there may be nothing left that could happen. Gives what is called at the real end.
 */
export function refuseUnfinished(): () => void {
  let hasFinished = false
  process.once('exit', (code) => {
    if (hasFinished || MEANT.has(code)) return
    printError(unfinished(code))
    process.exitCode = ExitCode.infrastructure
  })
  return () => {
    hasFinished = true
  }
}

function unfinished(code: number) {
  return infrastructureError({
    code: 'ended_early',
    message: `The command ended in the middle, with code ${code}, so there is no result.`,
    fix: 'let nothing that Assay imports, such as provider states or load scenarios, call process.exit',
  })
}
