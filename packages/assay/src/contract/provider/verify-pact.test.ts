import { expect, test } from 'vitest'
import { startServer } from './fixtures/listening.ts'
import { httpJson, pactOf } from './fixtures/pacts.ts'
import { readFilter } from './interaction-filter.ts'
import { commentLines, interactionName } from './interaction-name.ts'
import { verifyPact } from './verify-pact.ts'

const PACT = pactOf(
  httpJson({ description: 'a lamp', response: { status: 200 } }),
  httpJson({
    description: 'a table',
    response: { status: 200 },
    providerStates: [{ name: 'tables exist' }],
  }),
  httpJson({ description: 'a chair', request: { method: 'GET', path: '/chair' }, response: { status: 200 } }),
)

function onlyLamps() {
  return startServer(
    (request, response) => void response.writeHead(request.url === '/chair' ? 404 : 200).end(),
  )
}

test('verifies one interaction after the other, and tells each', async () => {
  await using server = await onlyLamps()
  const told: string[] = []
  const result = await verifyPact(
    PACT,
    { name: 'products', url: server.url },
    { onResult: ({ interaction, outcome }) => told.push(`${interaction.description}: ${outcome}`) },
  )
  expect(told).toEqual(['a lamp: passed', 'a table: passed', 'a chair: failed'])
  expect(result).toMatchObject({ outcome: 'failed', isComplete: true })
  expect(result.results).toHaveLength(3)
})

test('a pending pact that fails does not fail the verification', async () => {
  await using server = await onlyLamps()
  const { outcome } = await verifyPact(PACT, { name: 'products', url: server.url }, { isPending: true })
  expect(outcome).toBe('passed')
})

test('filters by description, state and consumer', async () => {
  await using server = await onlyLamps()
  const verified = async (filter: Parameters<typeof readFilter>[0]) => {
    const provider = { name: 'products', url: server.url }
    const { results, isComplete } = await verifyPact(PACT, provider, { filter: readFilter(filter) })
    return { described: results.map(({ interaction }) => interaction.description), isComplete }
  }
  expect(await verified({ description: 'la|ta' })).toEqual({
    described: ['a lamp', 'a table'],
    isComplete: false,
  })
  expect((await verified({ state: 'tables' })).described).toEqual(['a table'])
  expect((await verified({ state: '' })).described).toEqual(['a lamp', 'a chair'])
  expect((await verified({ consumers: ['mobile'] })).described).toEqual([])
  expect((await verified({ consumers: ['web'], description: 'chair' })).described).toEqual(['a chair'])
  expect(() => readFilter({ description: '(' })).toThrow('The filter "(" is no regular expression')
})

test('nothing asked for is nothing known', async () => {
  const { outcome } = await verifyPact(PACT, { name: 'products' }, { filter: { consumers: [] } })
  expect(outcome).toBe('not-run')
})

test('what is left after an interruption is not run', async () => {
  await using server = await onlyLamps()
  const controller = new AbortController()
  const { results, outcome } = await verifyPact(
    PACT,
    { name: 'products', url: server.url },
    { signal: controller.signal, onResult: () => controller.abort() },
  )
  expect(results.map((result) => result.outcome)).toEqual(['passed', 'not-run', 'not-run'])
  expect(outcome).toBe('not-run')
})

test('each interaction may have a provider of its own', async () => {
  await using server = await onlyLamps()
  const provider = { name: 'products', url: server.url }
  const environments: unknown[] = []
  await verifyPact(PACT, provider, {
    providerFor: ({ description }) => ({
      ...provider,
      environment: description,
      requestFilters: [
        (request) => {
          environments.push(description)
          return request
        },
      ],
    }),
  })
  expect(environments).toEqual(['a lamp', 'a table', 'a chair'])
})

test('an interaction has a name and comments', () => {
  const { interactions } = pactOf(
    httpJson({
      providerStates: [{ name: 'a product exists' }, { name: 'it is on sale' }],
      comments: {
        testname: 'gets a product',
        text: ['only since version 3', 'see the wiki'],
        references: { tracker: { issue: 'A-7' } },
      },
    }),
  )
  expect(interactionName(interactions[0]!)).toBe(
    '"a request for a product" (given "a product exists" and "it is on sale")',
  )
  expect(commentLines(interactions[0]!)).toEqual([
    'Test Name: gets a product',
    'Comment: only since version 3',
    'Comment: see the wiki',
    'Reference: tracker: issue: A-7',
  ])
})
