import type { Command } from 'commander'
import { endWarmSystem, findWarmSystem } from '../lifecycle/warm.ts'
import { loadSystem } from '../model/load-system.ts'
import { printLine } from './print.ts'

export function addDownCommand(program: Command): void {
  program
    .command('down')
    .description('end the system that assay up keeps warm')
    .option('-d, --directory <folder>', 'folder of the definition', '.')
    .action(async ({ directory }: { readonly directory: string }) => {
      const system = await loadSystem(directory)
      const warm = findWarmSystem(system)
      if (warm === undefined) return printLine(`${system.name} is not up; there is nothing to end`)
      await endWarmSystem(system, warm)
      printLine(`${system.name} is down`)
    })
}
