import { Console } from 'node:console'
import { Command, CommanderError } from 'commander'
import { packageVersion } from '../base/package-version.ts'
import { ExitCode, exitCodeOf } from './exit-code.ts'
import { printError } from './print.ts'
import { refuseUnfinished } from './refuse-unfinished.ts'

const COMMANDS: ReadonlyMap<string, () => Promise<(program: Command) => void>> = new Map([
  ['run', async () => (await import('./run-command.ts')).addRunCommand],
  ['load', async () => (await import('./load-command.ts')).addLoadCommand],
  ['up', async () => (await import('./up-command.ts')).addUpCommand],
  ['down', async () => (await import('./down-command.ts')).addDownCommand],
  ['doctor', async () => (await import('./doctor-command.ts')).addDoctorCommand],
  ['contract', async () => (await import('./contract-command.ts')).addContractCommand],
  ['broker', async () => (await import('./broker-command.ts')).addBrokerCommand],
  ['import', async () => (await import('./import-command.ts')).addImportCommand],
])

// A reader that has seen enough (`assay run | head`) must not end the run.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)

// What a definition or a scenario file prints while it is imported is no result: programs read stdout.
globalThis.console = new Console(process.stderr, process.stderr)

const program = new Command('assay')
  .description('Decides whether a system of microservices may ship.')
  .version(packageVersion())
  .showHelpAfterError('(assay --help shows what there is)')
  // What stands behind a command is for that command: some have a --version of their own.
  .enablePositionalOptions()
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
// The command that is called is loaded alone; all of them when somebody asks what there is.
const called = COMMANDS.get(process.argv[2] ?? '')
for (const load of called === undefined ? COMMANDS.values() : [called]) (await load())(program)

const finish = refuseUnfinished()

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
finish()
// Vitest leaves workers and timers that would keep a finished process alive, and sets its own code.
process.exit(process.exitCode)
