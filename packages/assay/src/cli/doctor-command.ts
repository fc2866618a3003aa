import type { Command } from 'commander'
import { supplyRequest } from '../lifecycle/resource-servers.ts'
import { loadSystem } from '../model/load-system.ts'
import type { ResourceSpec, System } from '../model/system.ts'
import { RESOURCE_DRIVERS } from '../resources/drivers.ts'
import { type Choice, chooseProvider } from '../resources/providers/choose-provider.ts'
import { ExitCode } from './exit-code.ts'
import { printLine } from './print.ts'

interface Diagnosis extends Choice {
  readonly spec: ResourceSpec
}

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('show for each resource which provider would serve it, and how to get a missing one')
    .option('-d, --directory <folder>', 'folder of the definition', '.')
    .option('--json', 'print it for machines')
    .action(async (flags: { readonly directory: string; readonly json?: true }) => {
      const system = await loadSystem(flags.directory)
      const diagnoses = await Promise.all(
        [...system.resources.values()].map((spec) => diagnose(spec, system)),
      )
      if (flags.json === true) printLine(JSON.stringify(diagnoses.map(toJson), null, 2))
      else for (const line of describeAll(system, diagnoses)) printLine(line)
      const isMissing = diagnoses.some(({ chosen }) => chosen === undefined)
      process.exitCode = isMissing ? ExitCode.infrastructure : ExitCode.ship
    })
}

async function diagnose(spec: ResourceSpec, system: System): Promise<Diagnosis> {
  const { providers } = RESOURCE_DRIVERS[spec.kind]
  const choice = await chooseProvider(supplyRequest(spec, system.directory), providers, spec.options.provider)
  return { spec, ...choice }
}

function describeAll(system: System, diagnoses: readonly Diagnosis[]): string[] {
  const missing = diagnoses.filter(({ chosen }) => chosen === undefined)
  const summary =
    missing.length === 0
      ? `every resource of ${system.name} can be had`
      : `${missing.length} of ${diagnoses.length} resources of ${system.name} cannot be had`
  return [
    `node ${process.versions.node}, ${process.platform} ${process.arch}`,
    '',
    ...diagnoses.flatMap(describe),
    '',
    summary,
  ]
}

function describe({ spec, chosen, rejected }: Diagnosis): string[] {
  const wanted = spec.options.version === undefined ? spec.kind : `${spec.kind} ${spec.options.version}`
  const found =
    chosen === undefined
      ? `✗ ${spec.name}  ${wanted}: no provider has it`
      : `✓ ${spec.name}  ${spec.kind} ${chosen.version ?? '(version unknown)'} by ${chosen.provider}: ${chosen.source}${
          chosen.needsDownload ? ' (fetched when first used)' : ''
        }`
  const others = rejected
    .filter(({ provider }) => provider !== 'url' || spec.options.url !== undefined)
    .map(
      ({ provider, reason, fix }) =>
        `    not ${provider}: ${reason}${fix === undefined ? '' : `; fix: ${fix}`}`,
    )
  return [found, ...others]
}

function toJson({ spec, chosen, rejected }: Diagnosis): object {
  return {
    resource: spec.name,
    kind: spec.kind,
    wanted: spec.options.version ?? null,
    chosen:
      chosen === undefined
        ? null
        : {
            provider: chosen.provider,
            version: chosen.version ?? null,
            source: chosen.source,
            needsDownload: chosen.needsDownload,
          },
    rejected,
  }
}
