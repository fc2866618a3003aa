import type { BrokerAccess } from '../../contract/sources/broker-access.ts'
import { type BrokerClient, connectBroker } from '../../contract/sources/broker-client.ts'
import { brokerAccess } from '../../contract/sources/broker-settings.ts'
import { fetchPact, fetchPacts } from '../../contract/sources/fetch-pacts.ts'
import { readPactFiles } from '../../contract/sources/read-pact-files.ts'
import type { SourcedPact } from '../../contract/sources/sourced-pact.ts'
import { configurationError, messageOf } from '../../errors/assay-error.ts'
import { credentialsIn, withoutCredentials } from '../../http/url-credentials.ts'
import type { ConsumerVersionSelector } from '../../model/contract-options.ts'
import { sourceState } from '../../run/source-state.ts'
import { invalidFlag } from '../invalid-flag.ts'
import { requireHttpAddress } from '../require-http-address.ts'
import { findBroker } from './broker-flags.ts'
import { pactsFolder } from './system-near.ts'
import type { VerifyFlags } from './verify.ts'

/** A pact, and the broker that its result can be published to. */
export interface PactToVerify {
  readonly sourced: SourcedPact
  readonly broker: BrokerClient | undefined
}

/** What a provider is verified against. */
export interface PactsToVerify {
  readonly provider: string
  readonly pacts: readonly PactToVerify[]
}

const ADDRESS = /^https?:\/\//i

/**
 * The pacts that a command line means.
 *
 * @throws AssayError `invalid_flag`, `pact_not_found`, `invalid_pact` or `broker_…`
 */
export async function pactsToVerify(
  paths: readonly string[],
  flags: VerifyFlags,
  signal: AbortSignal,
): Promise<PactsToVerify> {
  if (paths.length > 0) return ofOneProvider(await namedPacts(paths, flags, signal), flags)
  const access = await findBroker(flags)
  if (access !== undefined) return atBroker(connectBroker({ ...access, signal }), flags)
  return ofOneProvider(fromFiles(await readPactFiles([await pactsFolder(flags)])), flags)
}

async function namedPacts(
  paths: readonly string[],
  flags: VerifyFlags,
  signal: AbortSignal,
): Promise<readonly PactToVerify[]> {
  const files = paths.filter((path) => !ADDRESS.test(path))
  const pacts = [...fromFiles(await readPactFiles(files))]
  for (const address of paths.filter((path) => ADDRESS.test(path))) {
    requireHttpAddress('The address of a pact', address)
    const broker = connectBroker({ ...(await accessTo(new URL(address), flags)), signal })
    pacts.push({ sourced: await fetchPact(broker, withoutCredentials(address)), broker })
  }
  return pacts
}

/** Credentials go to the broker that is named, and to the host of an address when none is. */
async function accessTo(address: URL, flags: VerifyFlags): Promise<BrokerAccess> {
  const { origin } = address
  const named = await findBroker(flags)
  if (named !== undefined && URL.parse(named.url)?.origin === origin) return named
  const own = { url: origin, credentials: credentialsIn(address) }
  if (named !== undefined || own.credentials !== undefined) return own
  const { brokerUsername: username, brokerPassword: password, brokerToken: token } = flags
  return brokerAccess({ url: origin, username, password, token }, process.env) ?? own
}

function fromFiles(pacts: readonly SourcedPact[]): readonly PactToVerify[] {
  return pacts.map((sourced) => ({ sourced, broker: undefined }))
}

async function atBroker(broker: BrokerClient, flags: VerifyFlags): Promise<PactsToVerify> {
  const { provider, pending, includeWipPactsSince, providerVersionTag: tags } = flags
  if (provider === undefined)
    throw invalidFlag('No provider is named, and the broker has pacts of many.', 'name it: --provider orders')
  const branch = flags.providerBranch ?? (await sourceState(flags.directory))?.branch
  const selectors = flags.consumerVersionSelector?.map(toSelector)
  const pacts = await fetchPacts(broker, {
    provider,
    ...(branch === undefined ? {} : { branch }),
    ...(selectors === undefined ? {} : { selectors }),
    ...(tags === undefined ? {} : { tags }),
    ...(pending ? {} : { includePending: false }),
    ...(includeWipPactsSince === undefined ? {} : { includeWipSince: includeWipPactsSince }),
  })
  if (pacts.length === 0 && flags.ignoreNoPactsError !== true) throw nonePublished(provider, broker.url)
  return { provider, pacts: pacts.map((sourced) => ({ sourced, broker })) }
}

function toSelector(text: string): ConsumerVersionSelector {
  try {
    const selector: unknown = JSON.parse(text)
    if (typeof selector === 'object' && selector !== null && !Array.isArray(selector)) return selector
  } catch (error) {
    throw invalidFlag(`--consumer-version-selector is "${text}": ${messageOf(error)}`, SELECTOR_FORM)
  }
  throw invalidFlag(`--consumer-version-selector is "${text}".`, SELECTOR_FORM)
}

const SELECTOR_FORM = `write it as '{"mainBranch": true}'`

/** One provider is verified at a time: it is one address that is asked. */
function ofOneProvider(pacts: readonly PactToVerify[], { provider }: VerifyFlags): PactsToVerify {
  const known = [...new Set(pacts.map(({ sourced }) => sourced.pact.provider))]
  if (provider === undefined && known.length > 1)
    throw invalidFlag(
      `The pacts are for several providers: ${known.join(', ')}.`,
      'name one of them: --provider',
    )
  const name = provider ?? known[0]!
  const wanted = pacts.filter(({ sourced }) => sourced.pact.provider === name)
  if (wanted.length === 0) throw noneFor(name, known)
  return { provider: name, pacts: wanted }
}

function noneFor(provider: string, known: readonly string[]) {
  return configurationError({
    code: 'pact_not_found',
    message: `None of the pacts is for provider "${provider}".`,
    evidence: [`they are for: ${known.join(', ')}`],
    fix: 'correct --provider, or name other pacts',
  })
}

function nonePublished(provider: string, url: string) {
  return configurationError({
    code: 'pact_not_found',
    message: `The Pact broker has no pacts for "${provider}" that are selected.`,
    evidence: [url],
    fix: 'publish some, select others with --consumer-version-selector, or allow it: --ignore-no-pacts-error',
  })
}
