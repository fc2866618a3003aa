import { nearest } from '../base/nearest.ts'
import { configurationError } from '../errors/assay-error.ts'
import type { System } from '../model/system.ts'
import { shownFile } from '../vitest/projects.ts'
import type { ProviderFile, ProviderFunctions } from './contract-functions.ts'

/**
 * Refuses functions of a provider that no service is.
 *
 * @throws AssayError `unknown_provider`
 */
export function requireServices({ file, functions }: ProviderFile, system: System): void {
  const services = [...system.services.keys()]
  const providers = Object.values(functions).flatMap((defined) =>
    (defined as readonly { readonly provider: string }[]).map(({ provider }) => provider),
  )
  const unknown = providers.find((provider) => !system.services.has(provider))
  if (unknown === undefined) return
  const meant = nearest(unknown, services)
  throw configurationError({
    code: 'unknown_provider',
    message: `${shownFile(system, file)} is for provider "${unknown}", which is no service of the system.`,
    evidence: [`services: ${services.join(', ')}`],
    fix: meant === undefined ? 'name one of them' : `did you mean "${meant}"?`,
  })
}

/**
 * Refuses a state or message that another file of the provider defines too.
 *
 * @throws AssayError `invalid_provider_state` or `invalid_message_producer`
 */
export function requireOwnNames(added: ProviderFile, others: readonly ProviderFile[], system: System): void {
  const own = namesIn(added.functions)
  for (const { file, functions } of others) {
    const taken = namesIn(functions)
    const twice = own.find((name) => taken.some((other) => isSame(name, other)))
    if (twice === undefined) continue
    const { kind, provider, name } = twice
    throw configurationError({
      code: kind === 'State' ? 'invalid_provider_state' : 'invalid_message_producer',
      message: `${kind} "${name}" of provider "${provider}" is defined twice.`,
      evidence: [`in: ${shownFile(system, file)}`, `in: ${shownFile(system, added.file)}`],
      fix: 'keep one of them, or give them names of their own',
    })
  }
}

interface FunctionName {
  readonly kind: 'State' | 'Message'
  readonly provider: string
  readonly name: string
}

function namesIn({ states, messages }: ProviderFunctions): FunctionName[] {
  const named = (kind: FunctionName['kind'], provider: string, functions: object) =>
    Object.keys(functions).map((name) => ({ kind, provider, name }))
  return [
    ...states.flatMap(({ provider, handlers }) => named('State', provider, handlers)),
    ...messages.flatMap(({ provider, producers }) => named('Message', provider, producers)),
  ]
}

function isSame(left: FunctionName, right: FunctionName): boolean {
  return left.kind === right.kind && left.provider === right.provider && left.name === right.name
}
