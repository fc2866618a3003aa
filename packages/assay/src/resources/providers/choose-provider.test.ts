import { expect, test } from 'vitest'
import { formatError } from '../../errors/format-error.ts'
import type { ProviderName } from '../../model/resource.ts'
import { chooseProvider, resourceUnavailable, satisfies } from './choose-provider.ts'
import type { Candidate, Missing, Provider, SupplyRequest } from './provider.ts'

const REQUEST: SupplyRequest = {
  name: 'ordersDb',
  kind: 'postgres',
  version: undefined,
  url: undefined,
  directory: '/system',
}

function having(name: ProviderName, version: string): Provider {
  const candidate: Candidate = {
    provider: name,
    version,
    source: `/${name}`,
    needsDownload: false,
    prepare: () => Promise.reject(new Error('nothing is started here')),
  }
  return { name, find: () => Promise.resolve(candidate) }
}

function lacking(name: ProviderName, reason: string, fix?: string): Provider {
  const missing: Missing = { provider: name, reason, fix }
  return { name, find: () => Promise.resolve(missing) }
}

const chain = [
  lacking('url', 'no url is given'),
  having('local', '15.18'),
  having('npm', '18.4.0'),
  lacking('docker', 'no engine', 'start Docker'),
]

test('the first provider that has it serves', async () => {
  const { chosen } = await chooseProvider(REQUEST, chain)
  expect(chosen).toMatchObject({ provider: 'local', version: '15.18' })
})

test('a version that a provider does not have sends the request on, and it says so', async () => {
  const { chosen, rejected } = await chooseProvider({ ...REQUEST, version: '18' }, chain)
  expect(chosen).toMatchObject({ provider: 'npm', version: '18.4.0' })
  expect(rejected.map(({ reason }) => reason)).toEqual([
    'no url is given',
    'has postgres 15.18, but 18 is wanted (/local)',
  ])
})

test('only the provider that is named is asked', async () => {
  const { chosen, rejected } = await chooseProvider(REQUEST, chain, 'docker')
  expect(chosen).toBeUndefined()
  expect(rejected).toEqual([{ provider: 'docker', reason: 'no engine', fix: 'start Docker' }])
})

test('an explicit url is used or fails, never replaced in silence', async () => {
  const { chosen, rejected } = await chooseProvider({ ...REQUEST, url: 'postgres://db' }, chain)
  expect(chosen).toBeUndefined()
  expect(rejected.map(({ provider }) => provider)).toEqual(['url'])
})

test('an error names every provider, its reason and the ways out', async () => {
  const request = { ...REQUEST, version: '12' }
  const { rejected } = await chooseProvider(request, chain)
  expect(formatError(resourceUnavailable(request, rejected))).toMatchInlineSnapshot(`
    "Resource "ordersDb" needs postgres 12, and no provider has it.
      url: no url is given
      local: has postgres 15.18, but 12 is wanted (/local)
      npm: has postgres 18.4.0, but 12 is wanted (/npm)
      docker: no engine
      fix: start Docker
      (resource_unavailable)"
  `)
})

test.each([
  ['18.4', '18', true],
  ['16.4.1', '16.4', true],
  ['180.1', '18', false],
  [undefined, '18', true],
  ['7.0.15', undefined, true],
])('%s satisfies %s: %s', (version, wanted, expected) => {
  expect(satisfies(version, wanted)).toBe(expected)
})
