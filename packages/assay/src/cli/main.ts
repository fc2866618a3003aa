import { Command, CommanderError } from 'commander'
import { packageVersion } from '../base/package-version.ts'
import { addDoctorCommand } from './doctor-command.ts'
import { addDownCommand } from './down-command.ts'
import { ExitCode, exitCodeOf } from './exit-code.ts'
import { addImportCommand } from './import-command.ts'
import { printError } from './print.ts'
import { addRunCommand } from './run-command.ts'
import { addUpCommand } from './up-command.ts'

// A reader that has seen enough (`assay run | head`) must not end the run.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)

const program = new Command('assay')
  .description('Decides whether a system of microservices may ship.')
  .version(packageVersion())
  .showHelpAfterError('(assay --help shows what there is)')
  .exitOverride()
  .addHelpText(
    'after',
    `
Exit codes:
  0    SHIP: every gate holds
  1    DO NOT SHIP: a gate fails
  2    Assay, a resource or the machine failed
  3    the definition or the command line is wrong
  130  interrupted`,
  )
for (const add of [addRunCommand, addUpCommand, addDownCommand, addDoctorCommand, addImportCommand])
  add(program)

process.once('uncaughtException', (error) => {
  printError(error)
  // Nothing is left behind: the guard ends whatever was started when this process is gone.
  process.exit(ExitCode.infrastructure)
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed what is wrong, or the help that was asked for.
    process.exitCode = error.exitCode === 0 ? ExitCode.ship : ExitCode.configuration
  } else {
    printError(error)
    process.exitCode = exitCodeOf(error)
  }
}
// Vitest leaves workers and timers that would keep a finished process alive, and sets its own code.
process.exit(process.exitCode)
