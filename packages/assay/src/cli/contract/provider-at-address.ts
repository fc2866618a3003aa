import { resolve } from 'node:path'
import { messagesOf } from '../../contract/provider/messages.ts'
import { type RequestFilter, requestFiltersOf } from '../../contract/provider/request-filters.ts'
import { statesOf } from '../../contract/provider/states.ts'
import type {
  MessageSource,
  StateSource,
  VerifiedProvider,
} from '../../contract/provider/verified-provider.ts'
import { importFunctions, type ProviderFunctions } from '../../run/contract-functions.ts'
import { invalidFlag } from '../invalid-flag.ts'
import { headersFrom } from '../request-header.ts'
import { requireHttpAddress } from '../require-http-address.ts'
import type { VerifyFlags } from './verify.ts'

export interface AddressFlags extends VerifyFlags {
  readonly providerBaseUrl: string
}

/**
 * A provider that runs already, as a command line describes it.
 *
 * @throws AssayError `invalid_flag`, or what is wrong with its file of states
 */
export async function providerAtAddress(name: string, flags: AddressFlags): Promise<VerifiedProvider> {
  const functions = flags.states === undefined ? undefined : await importFunctions(resolve(flags.states))
  const url = new URL(flags.providerBaseUrl)
  const lines = [...(flags.header ?? []), ...(flags.customProviderHeader ?? [])]
  const headers = headersFrom(lines, url)
  url.username = ''
  url.password = ''
  return {
    name,
    url: url.href,
    states: statesFrom(name, functions, flags),
    messages: messagesFrom(name, functions, flags),
    requestFilters: [
      ...(functions === undefined ? [] : requestFiltersOf(functions.requestFilters, name)),
      ...(Object.keys(headers).length === 0 ? [] : [withHeaders(headers)]),
    ],
    ...(flags.requestTimeout === undefined ? {} : { timeoutMs: flags.requestTimeout }),
    isInsecure: flags.disableSslVerification === true,
  }
}

function statesFrom(
  name: string,
  functions: ProviderFunctions | undefined,
  { providerStatesSetupUrl: url, stateChangeTeardown, stateChangeAsQuery }: VerifyFlags,
): StateSource | undefined {
  const handlers = functions === undefined ? {} : statesOf(functions.states, name)
  const hasHandlers = Object.keys(handlers).length > 0
  if (url === undefined) {
    if (stateChangeTeardown === true || stateChangeAsQuery === true)
      throw invalidFlag('There is no address that is told of states.', 'give it: --provider-states-setup-url')
    return functions === undefined ? undefined : { handlers }
  }
  requireHttpAddress('--provider-states-setup-url', url)
  if (hasHandlers)
    throw invalidFlag('--states and --provider-states-setup-url both set up states.', 'keep one of them')
  return { url, hasTeardown: stateChangeTeardown === true, isInQuery: stateChangeAsQuery === true }
}

function messagesFrom(
  name: string,
  functions: ProviderFunctions | undefined,
  { messagesUrl: url }: VerifyFlags,
): MessageSource | undefined {
  const producers = functions === undefined ? {} : messagesOf(functions.messages, name)
  const hasProducers = Object.keys(producers).length > 0
  if (url === undefined) return hasProducers ? { producers } : undefined
  requireHttpAddress('--messages-url', url)
  if (hasProducers) throw invalidFlag('--states and --messages-url both make messages.', 'keep one of them')
  return { url }
}

function withHeaders(headers: Readonly<Record<string, string>>): RequestFilter {
  return (request) => ({ ...request, headers: { ...request.headers, ...headers } })
}
