import { expect, test } from 'vitest'
import { formatError } from '../../errors/format-error.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { Pact } from '../model/pact.ts'
import { mergePacts } from './merge-pacts.ts'
import { readPact } from './read-pact.ts'

function pactOf(interactions: readonly JsonObject[], others: JsonObject = {}): Pact {
  const typed = interactions.map((interaction) => ({ type: 'Synchronous/HTTP', ...interaction }))
  const metadata: Json = { pactSpecification: { version: '4.0' }, ...(others['metadata'] as JsonObject) }
  const parties = { consumer: { name: 'web' }, provider: { name: 'orders' } }
  return readPact(JSON.stringify({ ...parties, ...others, interactions: typed, metadata }), 'f').pact
}

function failureOf(act: () => unknown): string {
  try {
    return `no failure, but ${JSON.stringify(act())}`
  } catch (error) {
    return formatError(error)
  }
}

const state = (name: string) => ({ providerStates: [{ name }] })
const status = (code: number) => ({ response: { status: code } })

test('keeps interactions of both, and equal ones once', () => {
  const existing = pactOf([{ description: 'b' }, { description: 'a', ...state('one'), ...status(200) }])
  const added = pactOf([
    { description: 'a', ...state('two') },
    { description: 'b', comments: { text: ['said now'] } },
  ])
  const { interactions } = mergePacts(existing, added)
  expect(interactions.map(({ description, comments }) => [description, comments])).toEqual([
    ['a', {}],
    ['a', {}],
    ['b', { text: ['said now'] }],
  ])
})

test('keys tell apart what has the same description, and name what has another one', () => {
  const existing = pactOf([
    { description: 'a', key: '1', ...status(200) },
    { description: 'b', key: '2' },
  ])
  const added = pactOf([{ description: 'a', key: '3', ...status(404) }])
  expect(mergePacts(existing, added).interactions.map(({ key }) => key)).toEqual(['1', '3', '2'])
  const renamed = pactOf([{ description: 'c', key: '2' }])
  expect(mergePacts(existing, renamed, 'update').interactions.map(({ description }) => description)).toEqual([
    'a',
    'c',
  ])
  const keyless = pactOf([{ description: 'b' }])
  expect(mergePacts(existing, keyless).interactions).toHaveLength(2)
})

test('takes the newer version, and the metadata and plugins of both', () => {
  const plugin = (name: string, version: string) => ({ name, version })
  const existing = pactOf([], { metadata: { a: 1, plugins: [plugin('x', '1'), plugin('y', '1')] } })
  const added = { ...pactOf([], { metadata: { b: 2, plugins: [plugin('x', '1'), plugin('x', '2')] } }) }
  const merged = mergePacts(existing, { ...added, specification: '3.0' })
  expect(merged.specification).toBe('4.0')
  expect(merged.metadata).toEqual({
    a: 1,
    b: 2,
    plugins: [plugin('x', '1'), plugin('y', '1'), plugin('x', '2')],
  })
})

test('two interactions of one name are a conflict, unless the newer one is wanted', () => {
  const existing = pactOf([{ description: 'an order', ...state('it is there'), ...status(200) }])
  const added = pactOf([{ description: 'an order', ...state('it is there'), ...status(404) }])
  expect(failureOf(() => mergePacts(existing, added))).toMatchInlineSnapshot(`
    "The pact web-orders would have two different interactions "an order" (state: it is there).
      response there: {"status":200}
      response now:   {"status":404}
      fix: give one of them another description or state, or remove the file if the older one is outdated
      (pact_conflict)"
  `)
  expect(mergePacts(existing, added, 'update').interactions).toMatchObject([{ response: { status: 404 } }])
  const others = pactOf([], { provider: { name: 'products' } })
  expect(failureOf(() => mergePacts(existing, others))).toMatch(
    'web-orders and web-products are not between the same two',
  )
})
