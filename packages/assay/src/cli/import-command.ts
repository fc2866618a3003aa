import type { Command } from 'commander'
import { loadSystem } from '../model/load-system.ts'
import { importResults } from '../run/import-results.ts'
import { ExitCode } from './exit-code.ts'
import { printReport } from './print-report.ts'
import { requireLevel, requireService } from './selection.ts'

interface ImportFlags {
  readonly directory: string
  readonly service: string
  readonly level: string
}

export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description("add another runner's JUnit results to the newest run, and judge it again")
    .argument('<files...>', 'JUnit XML files')
    .requiredOption('-s, --service <name>', 'service the tests belong to')
    .requiredOption('-l, --level <level>', 'level of the tests')
    .option('-d, --directory <folder>', 'folder of the definition', '.')
    .action(async (files: string[], flags: ImportFlags) => {
      const system = await loadSystem(flags.directory)
      requireService(flags.service, system)
      const level = requireLevel(flags.level)
      const { result, reportFile } = await importResults({ system, files, service: flags.service, level })
      printReport(result, reportFile)
      process.exitCode = result.verdict === 'ship' ? ExitCode.ship : ExitCode.doNotShip
    })
}
