import {
  messages as defineMessages,
  type MessageProducer as ProducerFor,
  type MessageRequest as RequestedFrom,
} from '../contract/provider/messages.ts'
import {
  requestFilter as defineRequestFilter,
  type RequestContext as RequestContextOf,
  type RequestFilter as RequestFilterFor,
} from '../contract/provider/request-filters.ts'
import {
  states as defineStates,
  type StateContext as StateContextOf,
  type StateFunction as StateFunctionFor,
  type StateHandler as StateHandlerFor,
} from '../contract/provider/states.ts'
import type { RegisteredSystem } from '../model/register.ts'
import type { CommonFixtures, Parts } from './fixtures.ts'

/**
 * What functions of a provider get of the environment it is verified in: the provider and its resources
 * by name, as tests have them, and `stubs` for the services it depends on.
 */
export type ProviderEnvironment = Parts<RegisteredSystem> & Pick<CommonFixtures<RegisteredSystem>, 'stubs'>

/** What a function that makes a state true, or false again, may need to know. */
export type StateContext = StateContextOf<ProviderEnvironment>
/**
 * Makes a state true, or takes back what the setup did. May be asynchronous. When a setup gives an
 * object, its members are the values that the pact's generators ask for by name.
 */
export type StateFunction = StateFunctionFor<ProviderEnvironment>
/** A function alone only sets up. */
export type StateHandler = StateHandlerFor<ProviderEnvironment>
/** What a provider is asked for. */
export type MessageRequest = RequestedFrom<ProviderEnvironment>
/** Makes the message, or, for synchronous messages, the answer or answers to one. */
export type MessageProducer = ProducerFor<ProviderEnvironment>
/** What a request filter may need to know. */
export type RequestContext = RequestContextOf<ProviderEnvironment>
/** Changes a request before it is sent. May be asynchronous. */
export type RequestFilter = RequestFilterFor<ProviderEnvironment>

/** The name of a service of the registered system. */
export type ProviderName = keyof RegisteredSystem['services'] & string

/**
 * Says how a provider comes into the states that its consumers' pacts name. It belongs into a
 * `*.states.ts` file below `tests/contract/` of the provider; several files, and several calls, add up.
 *
 * @throws AssayError `invalid_provider_state` for what is no function, or a name said twice
 *
 * @example
 * states('products', {
 *   'a product exists': {
 *     setup: async ({ name }, { environment }) => {
 *       const { id } = await environment.productsDb.insert<{ id: number }>('products', { name })
 *       return { id }
 *     },
 *     teardown: async (_params, { environment }) => environment.productsDb.query('DELETE FROM products'),
 *   },
 *   'the stock is unknown': (_params, { environment }) =>
 *     environment.stubs.inventory.on('GET /stock/:sku', { status: 404 }),
 * })
 */
export function states(provider: ProviderName, handlers: Readonly<Record<string, StateHandler>>): void {
  defineStates(provider, handlers)
}

/**
 * Says how a provider makes the messages that its consumers' pacts describe: with the functions that it
 * uses itself, or by letting it send to its real broker, so that what is verified is what is sent.
 * Stands beside `states`.
 *
 * @throws AssayError `invalid_message_producer` for what is no function, or a description said twice
 *
 * @example
 * messages('orders', {
 *   'an order was placed': ({ values }) => ({
 *     contents: orderPlaced(values['id']),
 *     metadata: { contentType: 'application/json', topic: 'orders' },
 *   }),
 * })
 */
export function messages(provider: ProviderName, producers: Readonly<Record<string, MessageProducer>>): void {
  defineMessages(provider, producers)
}

/**
 * Changes each request before it is sent to a provider, for what no pact can know: a token that is
 * valid today. Several filters are applied in the order in which they are defined. Stands beside `states`.
 *
 * @throws AssayError `invalid_request_filter` for what is no function
 *
 * @example
 * requestFilter('orders', (request, { values }) => ({
 *   ...request,
 *   headers: { ...request.headers, authorization: `Bearer ${tokenFor(values['userId'])}` },
 * }))
 */
export function requestFilter(provider: ProviderName, filter: RequestFilter): void {
  defineRequestFilter(provider, filter)
}
