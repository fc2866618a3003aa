import { readFilter } from '../../contract/provider/interaction-filter.ts'
import type { VerifiedProvider } from '../../contract/provider/verified-provider.ts'
import { type PactResult, verifyPact } from '../../contract/provider/verify-pact.ts'
import { type PublishedResult, publishResults } from '../../contract/sources/publish-results.ts'
import { noticesFor } from '../../contract/sources/sourced-pact.ts'
import type { SourceVersion } from '../../run/source-version.ts'
import { ExitCode } from '../exit-code.ts'
import { abortOnInterruption } from '../interruption.ts'
import { invalidFlag } from '../invalid-flag.ts'
import { printLine } from '../print.ts'
import { type PactToVerify, pactsToVerify } from './pact-sources.ts'
import { printLines, textLines } from './print-lines.ts'
import { type AddressFlags, providerAtAddress } from './provider-at-address.ts'
import { publishedProviderVersion } from './provider-version.ts'
import { outcomeOf, verificationJson } from './verification-json.ts'
import { interactionLines, pactLines, summaryLines } from './verification-lines.ts'
import type { VerifyFlags } from './verify.ts'

/** A pact, and what came of it. */
export interface LoneResult extends PactToVerify {
  readonly result: PactResult
}

/** Verifies a provider that runs already, with or without a definition. */
export async function verifyAtAddress(paths: readonly string[], flags: AddressFlags): Promise<void> {
  const signal = abortOnInterruption()
  try {
    await verify(paths, flags, signal)
  } catch (error) {
    // What an interruption has cut off is no failure.
    if (!signal.aborted) throw error
    process.exitCode = ExitCode.interrupted
  }
}

async function verify(paths: readonly string[], flags: AddressFlags, signal: AbortSignal): Promise<void> {
  // What cannot be published is told before anything is verified.
  const version = await publishedProviderVersion(flags)
  const { provider: name, pacts } = await pactsToVerify(paths, flags, signal)
  const provider = await providerAtAddress(name, flags)
  const results = await verifyAll(pacts, provider, { flags, signal })
  const published = version === undefined || signal.aborted ? [] : await publishAll(results, version, flags)
  if (flags.json === true) printLine(JSON.stringify(verificationJson(name, results, published), null, 2))
  else report(name, results, published)
  process.exitCode = codeOf(results, { flags, signal })
}

interface Verifying {
  readonly flags: VerifyFlags
  readonly signal: AbortSignal
}

async function verifyAll(
  pacts: readonly PactToVerify[],
  provider: VerifiedProvider,
  { flags, signal }: Verifying,
): Promise<readonly LoneResult[]> {
  const filter = filterFrom(flags)
  const isQuiet = flags.json === true
  const results: LoneResult[] = []
  for (const one of pacts) {
    if (!isQuiet) printLines(pactLines(one.sourced))
    const { pact, isPending } = one.sourced
    const result = await verifyPact(pact, provider, {
      ...{ filter, isPending, signal },
      onResult: (verified) => {
        if (!isQuiet) printLines(interactionLines(verified))
      },
    })
    results.push({ ...one, result })
  }
  return results
}

function filterFrom({ filterDescription, filterState, filterNoState, filterConsumer }: VerifyFlags) {
  if (filterState !== undefined && filterNoState === true)
    throw invalidFlag('--filter-state and --filter-no-state were given.', 'keep one of them')
  const state = filterNoState === true ? '' : filterState
  return readFilter({
    ...(filterDescription === undefined ? {} : { description: filterDescription }),
    ...(state === undefined ? {} : { state }),
    ...(filterConsumer === undefined ? {} : { consumers: filterConsumer }),
  })
}

async function publishAll(
  results: readonly LoneResult[],
  version: SourceVersion,
  { providerVersionTag: tags = [] }: VerifyFlags,
): Promise<readonly PublishedResult[]> {
  const published: PublishedResult[] = []
  for (const [broker, own] of Map.groupBy(results, (one) => one.broker)) {
    const all = own.map(({ result }) => result)
    if (broker !== undefined) published.push(...(await publishResults(broker, all, { ...version, tags })))
    else {
      const reason = 'it does not come from a broker'
      published.push(...all.map((result) => ({ result, isPublished: false, reason })))
    }
  }
  return published
}

function report(
  provider: string,
  results: readonly LoneResult[],
  published: readonly PublishedResult[],
): void {
  if (results.length === 0) {
    printLine(`the broker has no pacts for ${provider} that are selected`)
    return
  }
  const all = results.map(({ result }) => result)
  printLines([
    ...summaryLines(provider, all),
    ...published.flatMap(({ result, reason }) => {
      const what = reason === undefined ? 'published' : `not published: ${reason}`
      return textLines(`the result for ${result.pact.consumer} is ${what}`, { indent: 2 })
    }),
    ...results.flatMap(({ sourced, result }) => {
      const isPublished = published.some((one) => one.result === result && one.isPublished)
      const isPassed = result.results.every(({ outcome }) => outcome === 'passed')
      return noticesFor(sourced, { isPassed, isPublished }).flatMap((text) => textLines(text, { indent: 2 }))
    }),
  ])
}

/** Nothing that was verified is no pass, unless there was nothing and that is allowed. */
function codeOf(results: readonly LoneResult[], { flags, signal }: Verifying): ExitCode {
  if (signal.aborted) return ExitCode.interrupted
  if (results.length === 0) return flags.ignoreNoPactsError === true ? ExitCode.ship : ExitCode.doNotShip
  return outcomeOf(results.map(({ result }) => result)) === 'passed' ? ExitCode.ship : ExitCode.doNotShip
}
