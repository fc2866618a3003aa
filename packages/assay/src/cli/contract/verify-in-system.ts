import type { System } from '../../model/system.ts'
import { ctrfReport } from '../../reports/ctrf-report.ts'
import { brokerOf } from '../../run/contract-broker.ts'
import { runSystem } from '../../run/run-system.ts'
import { abortOnInterruption } from '../interruption.ts'
import { invalidFlag } from '../invalid-flag.ts'
import { printError, printLine } from '../print.ts'
import { printReport } from '../print-report.ts'
import { createProgress } from '../progress.ts'
import { codeOfRun } from '../run-exit-code.ts'
import { requireService } from '../selection.ts'
import { brokerOptionsFrom } from './broker-flags.ts'
import { publishedProviderVersion } from './provider-version.ts'
import { systemNear } from './system-near.ts'
import type { VerifyFlags } from './verify.ts'

/** Verifies a provider of a system: a run like any other, of nothing but its contracts. */
export async function verifyInSystem(flags: VerifyFlags): Promise<void> {
  const inherited = { ...process.env }
  const signal = abortOnInterruption()
  const system = await systemFor(flags)
  const { provider } = flags
  if (provider === undefined)
    throw invalidFlag(
      'No provider is named.',
      'name a service: --provider orders; or say where it runs: --provider-base-url',
    )
  requireService(provider, system)
  const version = await publishedProviderVersion({ ...flags, directory: system.directory })
  // That nobody knows where to publish is told before anything is booted.
  if (version !== undefined) brokerOf(system, { inherited, signal })
  const progress = createProgress(process.stderr)
  const outcome = await runSystem({
    system,
    selection: {
      levels: ['contract'],
      services: [provider],
      tags: [],
      name: undefined,
      changedSince: undefined,
    },
    stubbed: [],
    retries: undefined,
    workers: undefined,
    isFull: false,
    seed: undefined,
    publication: version && { version, hasPacts: false },
    version: flags.providerAppVersion,
    inherited,
    emit: (event) => progress.show(event),
    signal,
  })
  progress.end()
  if (flags.json === true) printLine(JSON.stringify(ctrfReport(outcome.result), null, 2))
  else printReport(outcome.result, outcome.reportFile)
  if (outcome.failure !== undefined && flags.json === true) printError(outcome.failure)
  process.exitCode = codeOfRun(outcome)
}

/** The system as the command line wants it to be verified. */
async function systemFor(flags: VerifyFlags): Promise<System> {
  const system = await systemNear(flags)
  if (system === undefined)
    throw invalidFlag(
      'There is neither an address of the provider nor an assay.config.ts that says how to boot it.',
      'say where it runs: --provider-base-url http://127.0.0.1:3000; or name the folder of the definition: --directory',
    )
  const { broker, pending } = system.contracts
  return {
    ...system,
    contracts: {
      ...system.contracts,
      broker: brokerOptionsFrom(flags, broker),
      pending: pending && flags.pending,
    },
  }
}
