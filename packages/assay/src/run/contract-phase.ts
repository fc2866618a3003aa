import type { InteractionResult } from '../contract/provider/interaction-result.ts'
import { concludePact, type PactResult } from '../contract/provider/verify-pact.ts'
import { connectHost, type HostClient } from '../lifecycle/host-client.ts'
import type { RunningSystem } from '../lifecycle/running-system.ts'
import type { EmitRunEvent } from '../model/run-event.ts'
import { serviceOfFile } from '../model/test-owner.ts'
import { shownFile } from '../vitest/projects.ts'
import { documentJudge, type JudgeByDocument, unverifiedTests } from './contract-document.ts'
import { type LoadedFunctions, loadProviderFunctions } from './contract-functions.ts'
import { obstacleTeller } from './contract-obstacle.ts'
import { type AskBroker, askForPacts, type FoundPact, pactsInFolder } from './contract-pacts.ts'
import { type PlanOptions, planContracts, reasonNotToVerify } from './contract-plan.ts'
import { type ProviderContracts, verifyProvider } from './contract-provider.ts'
import { type ProviderSources, providerSources } from './contract-sources.ts'
import { contractTest, obstacleTest } from './contract-test.ts'
import type { VerifiedInteraction } from './contract-verification.ts'
import type { RunOptions } from './run-options.ts'
import { tellStrayErrors } from './stray-errors.ts'

export interface ContractPhaseOptions extends PlanOptions, Pick<RunOptions, 'signal' | 'workers'> {
  readonly running: RunningSystem
  readonly seed: string
  readonly emit: EmitRunEvent
  /** Without it, only the pacts in the folder of the system are verified. */
  readonly askBroker?: AskBroker | undefined
}

/**
 * Verifies the providers of the system against the pacts of their consumers, one provider after the
 * other. Every interaction is a test of its provider. Gives what a broker can be told.
 */
export async function runContracts(options: ContractPhaseOptions): Promise<readonly PactResult[]> {
  const { system, selection, signal, emit } = options
  // Contracts have no tags.
  if (selection.tags.length > 0) return []
  const plan = planContracts(await allPacts(options), options)
  const judgeByDocument = documentJudge(system)
  for (const one of plan.unverified) {
    const tests = await unverifiedTests(one, judgeByDocument, system)
    for (const test of tests) emit({ type: 'test-finished', test })
  }
  if (plan.providers.length === 0 || signal.aborted) return []
  emit({ type: 'tests-collected', count: plan.providers.flatMap(({ interactions }) => interactions).length })
  using _strayErrors = tellStrayErrors(emit)
  const functions = await loadFunctions(options)
  const results = new Map<FoundPact, InteractionResult[]>()
  await using host = await connectHost(options.running.socketPath)
  for (const provider of plan.providers) {
    if (signal.aborted) break
    await verifyOne(provider, { ...options, host, functions, results, judgeByDocument })
  }
  // What an interruption has kept from being verified makes its pact incomplete.
  return [...results].map(([{ sourced }, some]) => concludePact(sourced.pact, some, some.length))
}

/** A pact that cannot be read is a failed test of its own, never a silence. */
async function allPacts(options: ContractPhaseOptions): Promise<readonly FoundPact[]> {
  const { system, selection, askBroker, emit } = options
  const providers = [...system.services.keys()]
    .filter((name) => selection.services.length === 0 || selection.services.includes(name))
    .filter((name) => reasonNotToVerify(name, options) === undefined)
  const inFolder = await pactsInFolder(system)
  const ofBroker = askBroker && (await askForPacts(askBroker, providers, inFolder.pacts))
  for (const { file, error } of [...inFolder.unreadable, ...(ofBroker?.unreadable ?? [])]) {
    const title = file === '' ? 'the broker gives its pacts' : 'the pact can be read'
    const test = obstacleTest({ service: system.name, file, title }, error)
    emit({ type: 'test-finished', test })
  }
  return [...inFolder.pacts, ...(ofBroker?.pacts ?? [])]
}

async function loadFunctions(options: ContractPhaseOptions): Promise<LoadedFunctions> {
  const { system, selection, signal, emit } = options
  const functions = await loadProviderFunctions(system, signal)
  for (const { file, error } of functions.broken) {
    const service = serviceOfFile(file, system.services.values(), system.directory) ?? system.name
    const isOther = system.services.has(service) && !selection.services.includes(service)
    if (selection.services.length > 0 && isOther) continue
    const title = 'defines its provider states'
    const test = obstacleTest({ service, file: shownFile(system, file), title }, error)
    emit({ type: 'test-finished', test })
  }
  return functions
}

interface ProviderRun extends ContractPhaseOptions {
  readonly host: HostClient
  readonly functions: LoadedFunctions
  readonly results: Map<FoundPact, InteractionResult[]>
  readonly judgeByDocument: JudgeByDocument
}

async function verifyOne(provider: ProviderContracts, run: ProviderRun): Promise<void> {
  const { system, functions } = run
  const { service, interactions } = provider
  const onVerified = (verified: VerifiedInteraction) => tell(verified, run)
  let sources: ProviderSources
  try {
    sources = providerSources(service, functions, system)
  } catch (error) {
    const tellObstacle = obstacleTeller(service.name)
    for (const wanted of interactions) await onVerified(tellObstacle(wanted, error))
    return
  }
  await verifyProvider(interactions, { ...run, service, sources }, onVerified)
}

async function tell(
  verified: VerifiedInteraction,
  { results, emit, judgeByDocument }: ProviderRun,
): Promise<void> {
  const { pact } = verified
  const { answer: _answer, ...result } = verified.result
  const known = results.get(pact)
  results.set(pact, [...(known ?? []), result])
  // What was not understood of the file is said once.
  const warnings = known === undefined ? pact.sourced.warnings : []
  const told = { ...verified, result: { ...result, warnings: [...warnings, ...result.warnings] } }
  emit({ type: 'test-finished', test: contractTest(told) })
  for (const test of await judgeByDocument(verified, verified.result)) emit({ type: 'test-finished', test })
}
