import { randomHex } from '../../base/identifiers.ts'
import { readableError, readably } from '../../errors/readable-error.ts'
import type { Interaction, PactSpecification } from '../model/pact.ts'
import {
  buildAsynchronousMessage,
  buildHttpInteraction,
  buildSynchronousMessage,
} from './build-interaction.ts'
import { checkInteraction } from './check-interaction.ts'
import { converse, type Send } from './converse.ts'
import type {
  BodyTemplate,
  HttpInteractionOptions,
  MessageOptions,
  SynchronousMessageOptions,
} from './interaction-options.ts'
import { invalidInteraction } from './invalid-interaction.ts'
import { judgeMock } from './judge-mock.ts'
import type { ExampleOf } from './matcher.ts'
import { MockServer, type PactMock } from './mock-server.ts'
import { type OwnContext, type OwningTest, owningTest } from './owning-test.ts'
import { providedRun } from './provided-run.ts'
import { type ReceivedMessage, receivedMessage } from './received-message.ts'
import { keepInteractions, noteDestination, type PactDestination } from './test-interactions.ts'

export interface PactOptions {
  readonly consumer: string
  readonly provider: string
  /** The version of the Pact specification that the file has. Default `4.0`. */
  readonly specification?: Exclude<PactSpecification, '1.0' | '1.1'>
  /**
   * Where the file is written, seen from the folder of `assay.config.ts`, or from the root of Vitest
   * without one. Default: `contracts.pacts` of the definition, or `pacts`. Commit it, or publish it to
   * a broker.
   */
  readonly folder?: string
}

/** What a consumer expects of a provider, test by test. */
export interface ConsumerPact {
  /**
   * Starts a mock that knows these interactions. It belongs to the test that runs and ends with it. The
   * test fails when the mock is asked for anything else, or not for each interaction. Pages of browsers
   * may ask it too: it answers their preflights, which are no part of the contract.
   *
   * @param context that of the test, which concurrent tests must give
   * @throws AssayError `invalid_interaction`, `pact_needs_newer_specification`, `pact_outside_test` or
   * `pact_mock_not_started`
   * @example
   * await using provider = await products.mock({
   *   description: 'a request for a product',
   *   given: 'a product exists',
   *   request: { method: 'GET', path: '/products/7' },
   *   response: { body: { id: integer(7), name: like('Lamp') } },
   * })
   * expect(await new ProductClient(provider.url).get(7)).toMatchObject({ name: 'Lamp' })
   */
  mock(
    interactions: HttpInteractionOptions | readonly HttpInteractionOptions[],
    context?: OwnContext,
  ): Promise<PactMock>
  /**
   * Gives a message to the code that handles it.
   *
   * @throws AssayError `invalid_interaction`, `pact_needs_newer_specification` or `pact_outside_test`;
   * what the handler throws
   * @example
   * await events.receive(
   *   { description: 'a price changed', contents: { sku: like('LMP'), price: number(9.5) } },
   *   ({ contents }) => prices.update(contents),
   * )
   */
  receive<Contents = BodyTemplate, Result = unknown>(
    message: MessageOptions<Contents>,
    handle: (message: ReceivedMessage<ExampleOf<Contents>>) => Promise<Result> | Result,
    context?: OwnContext,
  ): Promise<Result>
  /**
   * Answers a message that the consumer sends, other than by HTTP.
   *
   * @throws AssayError `pact_unexpected_request` when the consumer sends another message,
   * `pact_not_fulfilled` when it sends none, and those of {@link ConsumerPact.receive}
   * @example
   * await stock.converse(
   *   {
   *     description: 'a question for the stock',
   *     request: { contents: { sku: 'LMP' } },
   *     responses: [{ contents: { count: integer(3) } }],
   *   },
   *   async (send) => expect(await new StockClient(send).count('LMP')).toBe(3),
   * )
   */
  converse<Result>(
    messages: SynchronousMessageOptions,
    talk: (send: Send) => Promise<Result> | Result,
    context?: OwnContext,
  ): Promise<Result>
}

/**
 * A pact of a consumer with a provider. What tests that pass have used is written into the file of
 * the pact at the end of their test file; a test that fails writes nothing. What a test or a test file
 * that is there no more has written is forgotten.
 *
 * @throws AssayError `invalid_interaction` when a name is empty
 * @example
 * const products = pact({ consumer: 'orders', provider: 'products' })
 */
export function pact(options: PactOptions): ConsumerPact {
  const { consumer, provider, specification = '4.0' } = options
  if ([consumer, provider].some((name) => name.trim() === '')) {
    throw readableError(invalidInteraction('A pact needs the names of its consumer and its provider.'))
  }
  const folder = options.folder ?? providedRun()?.pacts ?? 'pacts'
  const destination: PactDestination = { consumer, provider, specification, folder }
  noteDestination(destination)
  return {
    mock: (interactions, context) => readably(() => mock(destination, [interactions].flat(), context)),
    receive: (message, handle, context) =>
      readably(async () => {
        const test = owningTest(context)
        const interaction = checked(buildAsynchronousMessage(message as MessageOptions), destination)
        const received = receivedMessage(interaction.message, seedFor(interaction))
        const result = await handle(received as Parameters<typeof handle>[0])
        keepUnlessFailed(destination, test, interaction)
        return result
      }),
    converse: (messages, talk, context) =>
      readably(async () => {
        const test = owningTest(context)
        const interaction = checked(buildSynchronousMessage(messages), destination)
        const result = await converse(interaction, seedFor(interaction), talk)
        keepUnlessFailed(destination, test, interaction)
        return result
      }),
  }
}

async function mock(
  destination: PactDestination,
  options: readonly HttpInteractionOptions[],
  context: OwnContext | undefined,
): Promise<PactMock> {
  const test = owningTest(context)
  const interactions = options.map((one) => checked(buildHttpInteraction(one), destination))
  const { provider } = destination
  const started = MockServer.listen({ provider, interactions, seed: runSeed() })
  test.onFinished(async (hasFailed) => {
    // That it could not be started is told where it was wanted.
    const server = await started.catch(() => undefined)
    await server?.[Symbol.asyncDispose]()
    const problem = server && judgeMock(provider, server)
    if (problem === undefined) {
      if (!hasFailed) keepInteractions(destination, test, interactions)
      return
    }
    // A test that ends early has made too few requests, which says nothing new.
    if (!hasFailed || problem.code !== 'pact_not_fulfilled') throw readableError(problem)
  })
  return started
}

/** A test may still fail after it has handled its message. */
function keepUnlessFailed(destination: PactDestination, test: OwningTest, interaction: Interaction): void {
  test.onFinished((hasFailed) => {
    if (!hasFailed) keepInteractions(destination, test, [interaction])
  })
}

function checked<Kind extends Interaction>(interaction: Kind, destination: PactDestination): Kind {
  checkInteraction(interaction, destination)
  return interaction
}

function seedFor({ description }: Interaction): string {
  return `${runSeed()} ${description}`
}

let ownSeed: string | undefined

function runSeed(): string {
  ownSeed ??= randomHex(8)
  return providedRun()?.seed ?? ownSeed
}
