import { configurationError } from '../../errors/assay-error.ts'
import type { ProviderMessages } from './messages.ts'
import type { ProviderRequestFilter } from './request-filters.ts'
import type { ProviderStates } from './states.ts'

/** Refuses states that could never be set up, where they are defined. */
export function checkStates({ provider, handlers }: ProviderStates, taken: ReadonlySet<string>): void {
  for (const [name, handler] of Object.entries<unknown>(handlers)) {
    const problem = taken.has(name) ? 'is defined twice' : handlerProblem(handler)
    if (problem === undefined) continue
    throw configurationError({
      code: 'invalid_provider_state',
      message: `State "${name}" of provider "${provider}" ${problem}.`,
      fix: 'give it one function, or an object with `setup` and, if need be, `teardown`',
    })
  }
}

/** Refuses producers that could never make a message, where they are defined. */
export function checkMessages({ provider, producers }: ProviderMessages, taken: ReadonlySet<string>): void {
  for (const [description, producer] of Object.entries<unknown>(producers)) {
    const isFunction = typeof producer === 'function'
    if (isFunction && !taken.has(description)) continue
    throw configurationError({
      code: 'invalid_message_producer',
      message: `Message "${description}" of provider "${provider}" ${isFunction ? 'is defined twice' : 'has no function that makes it'}.`,
      fix: 'give it one function that returns `{ contents, metadata }`',
    })
  }
}

/** Refuses what could never change a request, where it is defined. */
export function checkRequestFilter({ provider, filter }: ProviderRequestFilter): void {
  if (typeof filter === 'function') return
  throw configurationError({
    code: 'invalid_request_filter',
    message: `The request filter of provider "${provider}" is no function.`,
    fix: 'give a function that takes a request and returns the one to send',
  })
}

function handlerProblem(handler: unknown): string | undefined {
  if (typeof handler === 'function') return undefined
  if (typeof handler !== 'object' || handler === null) return 'has no function that sets it up'
  const { setup, teardown } = handler as { readonly setup?: unknown; readonly teardown?: unknown }
  if (typeof setup !== 'function') return 'has no function that sets it up'
  if (teardown !== undefined && typeof teardown !== 'function') return 'has a teardown that is no function'
  return undefined
}
