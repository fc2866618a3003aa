import { messagesOf } from '../contract/provider/messages.ts'
import { type RequestFilter, requestFiltersOf } from '../contract/provider/request-filters.ts'
import { statesOf } from '../contract/provider/states.ts'
import type { MessageSource, StateSource, VerifiedProvider } from '../contract/provider/verified-provider.ts'
import { configurationError } from '../errors/assay-error.ts'
import type { ServiceSpec, System } from '../model/system.ts'
import { serviceOfFile } from '../model/test-owner.ts'
import { shownFile } from '../vitest/projects.ts'
import type { LoadedFunctions } from './contract-functions.ts'

/** Where the states and messages of one provider come from. Addresses may be paths of the provider. */
export interface ProviderSources {
  readonly states: StateSource
  readonly messages: MessageSource | undefined
  readonly requestFilters: readonly RequestFilter<never>[]
  readonly timeouts: Pick<VerifiedProvider, 'timeoutMs' | 'stateTimeoutMs'>
}

/**
 * What the definition and the files of a provider say about its states and messages.
 *
 * @throws AssayError `states_not_loaded` when a file of it is broken, `invalid_provider_state` or
 * `invalid_message_producer` when there are functions and an address for the same
 */
export function providerSources(
  service: ServiceSpec,
  { files, broken }: LoadedFunctions,
  system: System,
): ProviderSources {
  const { name, contract } = service
  const ownerOf = (file: string) => serviceOfFile(file, system.services.values(), system.directory) ?? name
  const brokenFile = broken.find(({ file }) => ownerOf(file) === name)
  if (brokenFile !== undefined) throw notLoaded(shownFile(system, brokenFile.file))
  const handlers = statesOf(
    files.flatMap(({ functions }) => functions.states),
    name,
  )
  const producers = messagesOf(
    files.flatMap(({ functions }) => functions.messages),
    name,
  )
  const hasStates = Object.keys(handlers).length > 0
  const hasMessages = Object.keys(producers).length > 0
  if (hasStates && contract.states !== undefined) throw saidTwice('states', name)
  if (hasMessages && contract.messages !== undefined) throw saidTwice('messages', name)
  return {
    // A state that nobody defines is told, and not passed over.
    states: contract.states === undefined ? { handlers } : { url: contract.states },
    messages:
      contract.messages !== undefined ? { url: contract.messages } : hasMessages ? { producers } : undefined,
    requestFilters: requestFiltersOf(
      files.flatMap(({ functions }) => functions.requestFilters),
      name,
    ),
    timeouts: timeoutsOf(contract),
  }
}

/** Without those that are left to their defaults. */
function timeoutsOf({ timeoutMs, stateTimeoutMs }: ServiceSpec['contract']): ProviderSources['timeouts'] {
  return {
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(stateTimeoutMs === undefined ? {} : { stateTimeoutMs }),
  }
}

function notLoaded(file: string) {
  return configurationError({
    code: 'states_not_loaded',
    message: `${file} could not be loaded, so its states are not known.`,
    fix: 'correct the file: what is wrong with it is told by a test of its own',
  })
}

function saidTwice(what: 'states' | 'messages', provider: string) {
  return configurationError({
    code: what === 'states' ? 'invalid_provider_state' : 'invalid_message_producer',
    message: `Provider "${provider}" has an address for ${what}, and functions for them as well.`,
    fix: `remove services.${provider}.contract.${what}, or the calls of ${what}('${provider}', …)`,
  })
}
