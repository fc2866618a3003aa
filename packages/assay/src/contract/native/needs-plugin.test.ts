import { expect, test } from 'vitest'
import type { JsonObject } from '../model/json.ts'
import { httpInteraction, messageInteraction, synchronousInteraction } from '../provider/fixtures/pacts.ts'
import { pluginNeed, pluginsIn } from './needs-plugin.ts'

const PLUGINS = { plugins: [{ name: 'csv', version: '0.0.6' }] }

function withBody(contentType: string): JsonObject {
  return { response: { status: 200, body: { content: 'a,b', contentType } } }
}

test('what every provider understands needs no plugin', () => {
  for (const contentType of ['application/json', 'application/xml', 'text/plain', 'application/hal+json'])
    expect(pluginNeed(httpInteraction(withBody(contentType)), PLUGINS)).toBe(undefined)
  expect(pluginNeed(httpInteraction({ transport: 'https' }), {})).toBe(undefined)
  expect(pluginNeed(messageInteraction(), PLUGINS)).toBe(undefined)
  expect(pluginNeed(synchronousInteraction(), PLUGINS)).toBe(undefined)
})

test('transports, contents that a plugin has described, and types that no rule is for', () => {
  expect(pluginNeed(synchronousInteraction({ transport: 'grpc' }), {})).toBe('uses the transport "grpc"')
  const described = httpInteraction({ pluginConfiguration: { csv: { csvHeaders: true } } })
  expect(pluginNeed(described, PLUGINS)).toBe('has contents that a plugin has described')
  const csv = httpInteraction(withBody('text/csv'))
  expect(pluginNeed(csv, PLUGINS)).toBe('has contents of type "text/csv"')
  // Without a plugin, a type that is not known is compared byte by byte.
  expect(pluginNeed(csv, {})).toBe(undefined)
})

test('plugins in metadata that are none are not counted', () => {
  expect(pluginsIn({ plugins: [null, { name: 7 }, { name: 'csv' }] })).toEqual([
    { name: 'csv', version: undefined },
  ])
  expect(pluginsIn({ plugins: 'csv' })).toEqual([])
})
