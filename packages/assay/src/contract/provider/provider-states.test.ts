import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { stateOf } from '../generators/fixtures/generation.ts'
import type { JsonObject } from '../model/json.ts'
import { bodyOf, startServer } from './fixtures/listening.ts'
import { httpInteraction } from './fixtures/pacts.ts'
import { states, statesOf, takeStates } from './states.ts'
import type { StateFunctions, StateSource } from './verified-provider.ts'
import { verifyInteraction } from './verify-interaction.ts'

const TWO_STATES: JsonObject = {
  providerStates: [
    { name: 'a product exists', params: { name: 'Lamp' } },
    { name: 'it is on sale', params: {} },
  ],
  response: { status: 204 },
}

/** Verifies with these states against a provider that always answers 204, and tells its paths. */
async function verifyWith(source: StateSource | undefined, parts: Parameters<typeof httpInteraction>[0]) {
  const paths: string[] = []
  await using server = await startServer((request, response) => {
    paths.push(request.url ?? '')
    response.writeHead(204).end()
  })
  const provider = { name: 'products', url: server.url, states: source, environment: { database: 'shop' } }
  const result = await verifyInteraction(httpInteraction(parts), provider, { consumer: 'web' })
  return { ...result, paths }
}

test('states are set up in order, with their parameters, and torn down the other way round', async () => {
  const calls: unknown[] = []
  const handlers: StateFunctions['handlers'] = {
    'a product exists': {
      setup: (params, { environment, consumer, provider, interaction }) => {
        calls.push(['setup', params, { environment, consumer, provider, interaction }])
      },
      teardown: (params) => calls.push(['teardown', params]),
    },
    'it is on sale': {
      setup: async () => {
        calls.push('on sale')
      },
      teardown: async () => calls.push('no longer'),
    },
  }
  const { outcome } = await verifyWith({ handlers }, TWO_STATES)
  expect(outcome).toBe('passed')
  expect(calls).toEqual([
    [
      'setup',
      { name: 'Lamp' },
      {
        environment: { database: 'shop' },
        consumer: 'web',
        provider: 'products',
        interaction: 'a request for a product',
      },
    ],
    'on sale',
    'no longer',
    ['teardown', { name: 'Lamp' }],
  ])
})

test('values of states reach the request', async () => {
  const { outcome, paths } = await verifyWith(
    { handlers: { 'a product exists': () => ({ id: 42 }) } },
    {
      providerStates: [{ name: 'a product exists', params: { size: 'big' } }],
      request: {
        method: 'GET',
        path: '/products/7',
        query: { size: ['small'] },
        generators: {
          path: { type: 'ProviderState', expression: `/products/${stateOf('id')}` },
          query: { size: { type: 'ProviderState', expression: 'size' } },
        },
      },
      response: { status: 204 },
    },
  )
  expect([outcome, paths]).toEqual(['passed', ['/products/42?size=big']])
})

test('an unknown state names the known ones and the nearest', async () => {
  const { failure, paths } = await verifyWith(
    { handlers: { 'a prodct exists': () => {}, 'nothing exists': () => {} } },
    TWO_STATES,
  )
  expect(paths).toEqual([])
  expect(failure).toMatchObject({
    code: 'unknown_provider_state',
    message: 'State change request failed: provider state "a product exists" could not be set up.',
    evidence: [
      'Provider "products" has no state "a product exists".',
      'defined are: "a prodct exists", "nothing exists"',
    ],
    fix: 'is "a prodct exists" meant? if not, add it to the states of "products", in a *.states.ts file below its tests/contract',
  })
})

test('a setup that fails fails the interaction; only what was set up is torn down', async () => {
  const torn: string[] = []
  const handlers = {
    'a product exists': { setup: () => {}, teardown: () => torn.push('a product exists') },
    'it is on sale': {
      setup: async () => {
        throw new Error('no such table: sales')
      },
      teardown: () => torn.push('it is on sale'),
    },
  }
  const { outcome, failure, paths } = await verifyWith({ handlers }, TWO_STATES)
  expect([outcome, paths, torn]).toEqual(['failed', [], ['a product exists']])
  expect(failure).toMatchObject({
    code: 'provider_state_failed',
    message: 'State change request failed: provider state "it is on sale" could not be set up.',
    evidence: ['no such table: sales'],
  })
})

test('a teardown that fails fails the interaction', async () => {
  const handlers = {
    'a product exists': {
      setup: () => {},
      teardown: () => {
        throw new Error('locked')
      },
    },
  }
  const parts = { providerStates: [{ name: 'a product exists' }], response: { status: 204 } }
  const { outcome, failure } = await verifyWith({ handlers }, parts)
  expect(outcome).toBe('failed')
  expect(failure?.message).toContain('could not be torn down')
})

test.each<[string, () => unknown, string]>([
  ['a number', () => 42, 'gave 42, which is no object.'],
  ['a date', () => new Date(0), 'gave 1970-01-01T00:00:00.000Z, which is no object.'],
  ['rows', () => [{ id: 7 }], 'gave [ { id: 7 } ], which is no object.'],
  ['what is no JSON', () => ({ id: 7n }), 'gave { id: 7n }, which is no JSON: Do not know'],
])('a setup that gives %s has not given values', async (_, setup, reason) => {
  const parts = { providerStates: [{ name: 'a product exists' }] }
  const { failure } = await verifyWith({ handlers: { 'a product exists': setup } }, parts)
  expect(failure?.code).toBe('provider_state_failed')
  expect(failure?.evidence?.[0]).toContain(reason)
})

test('a setup may give what a database answers to a DELETE', async () => {
  const parts = { providerStates: [{ name: 'nothing exists' }], response: { status: 204 } }
  const { failure } = await verifyWith({ handlers: { 'nothing exists': () => [] } }, parts)
  expect(failure).toBeUndefined()
})

test('a setup that changes its parameters changes neither the pact nor what the teardown gets', async () => {
  const torn: unknown[] = []
  const interaction = httpInteraction({
    providerStates: [{ name: 'a product exists', params: { tags: ['new'] } }],
  })
  const handlers: StateFunctions['handlers'] = {
    'a product exists': {
      setup: (params) => {
        Object.assign(params, { tags: 'old' })
      },
      teardown: (params) => torn.push(params),
    },
  }
  await verifyInteraction(interaction, { name: 'products', url: 'http://127.0.0.1:1', states: { handlers } })
  expect(torn).toEqual([{ tags: ['new'] }])
  expect(interaction.providerStates[0]?.params).toEqual({ tags: ['new'] })
})

test('a teardown goes on for a moment when the run is interrupted, and is then given up', async () => {
  const controller = new AbortController()
  let hasCleanedUp = false
  const handlers: StateFunctions['handlers'] = {
    'a product exists': {
      setup: () => {},
      teardown: async (_params, { signal }) => {
        controller.abort(new Error('interrupted'))
        await setImmediate()
        hasCleanedUp = !signal.aborted
        await new Promise(() => {})
      },
    },
  }
  const interaction = httpInteraction({ providerStates: [{ name: 'a product exists' }] })
  const provider = { name: 'products', url: 'http://127.0.0.1:1', states: { handlers } }
  const started = performance.now()
  const { outcome } = await verifyInteraction(interaction, provider, { signal: controller.signal })
  expect([outcome, hasCleanedUp]).toEqual(['not-run', true])
  expect(performance.now() - started).toBeLessThan(15_000)
})

test('a state that never comes is given up', async () => {
  const provider = { name: 'products', url: 'http://127.0.0.1:1', stateTimeoutMs: 20 }
  const handlers = { 'a product exists': () => new Promise<void>(() => {}) }
  const interaction = httpInteraction({ providerStates: [{ name: 'a product exists' }] })
  const { failure } = await verifyInteraction(interaction, { ...provider, states: { handlers } })
  expect(failure).toMatchObject({
    code: 'function_too_slow',
    evidence: ['The function did not end within 20 ms.'],
  })
})

test('without any way to set up states, each is warned of', async () => {
  const { outcome, warnings } = await verifyWith(undefined, TWO_STATES)
  expect(outcome).toBe('passed')
  expect(warnings[0]).toBe(
    'No provider state callback is configured for provider state "a product exists"; the interaction was verified without it.',
  )
  expect(warnings).toHaveLength(2)
})

test('an address is told of each state', async () => {
  const told: unknown[] = []
  await using handler = await startServer(async (request, response) => {
    told.push(JSON.parse(await bodyOf(request)))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":42}')
  })
  const source = { url: `${handler.url}/states?key=1`, hasTeardown: true }
  const { outcome } = await verifyWith(source, TWO_STATES)
  expect(outcome).toBe('passed')
  const first = { state: 'a product exists', params: { name: 'Lamp' }, consumer: 'web' }
  const second = { state: 'it is on sale', params: {}, consumer: 'web' }
  expect(told).toEqual([
    { ...first, action: 'setup' },
    { ...second, action: 'setup' },
    { ...second, action: 'teardown' },
    { ...first, action: 'teardown' },
  ])
})

test('an address is told of interactions without states, too', async () => {
  const told: string[] = []
  await using handler = await startServer((request, response) => {
    told.push(request.url ?? '')
    response.end()
  })
  await verifyWith({ url: handler.url, isInQuery: true }, { response: { status: 204 } })
  expect(told).toEqual(['/?state=&action=setup&consumer=web'])
})

test('an address that answers an error fails the interaction, without a teardown', async () => {
  let calls = 0
  await using handler = await startServer((_request, response) => {
    calls += 1
    response.writeHead(500).end('no such state')
  })
  const { failure } = await verifyWith({ url: handler.url, hasTeardown: true }, TWO_STATES)
  expect(calls).toBe(1)
  expect(failure?.message).toContain('State change request failed')
  expect(failure?.evidence).toEqual([`POST ${handler.url} answered 500 (no such state).`])
})

test('states of several files add up; what could never work is refused', () => {
  takeStates()
  const exists = () => ({ id: 7 })
  states('products', { 'a product exists': exists })
  states('orders', { 'an order exists': exists })
  states('products', { 'no products exist': exists })
  expect(() => states('products', { 'a product exists': exists })).toThrow(
    'State "a product exists" of provider "products" is defined twice.',
  )
  expect(() => states('products', { broken: {} as never })).toThrow('has no function that sets it up')
  const all = takeStates()
  expect(statesOf(all, 'products')).toEqual({ 'a product exists': exists, 'no products exist': exists })
  expect(takeStates()).toEqual([])
})
