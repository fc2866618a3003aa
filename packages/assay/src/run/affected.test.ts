import { expect, test } from 'vitest'
import type { System } from '../model/system.ts'
import { affectedBy } from './affected.ts'

const system = {
  directory: '/shop',
  contracts: { pacts: '/shop/pacts' },
  services: new Map(
    [
      { name: 'products', directory: '/shop/services/products', dependencies: [] },
      { name: 'orders', directory: '/shop/services/orders', dependencies: ['products'] },
      { name: 'users', directory: '/shop/services/users', dependencies: [] },
    ].map((service) => [service.name, service]),
  ),
} as unknown as System

const UNIT = '/shop/services/orders/tests/unit/a.test.ts'
const E2E = '/shop/services/orders/tests/e2e/a.test.ts'
const SYSTEM_E2E = '/shop/tests/e2e/a.test.ts'

test.each([
  ['its own source', '/shop/services/orders/src/main.ts', { unit: true, e2e: true, system: true }],
  [
    'something it depends on',
    '/shop/services/products/src/main.ts',
    { unit: false, e2e: true, system: true },
  ],
  ['something unrelated', '/shop/services/users/src/main.ts', { unit: false, e2e: false, system: true }],
  ['what all share', '/shop/packages/kit/src/log.ts', { unit: true, e2e: true, system: true }],
  ['only a text', '/shop/services/orders/README.md', { unit: false, e2e: false, system: false }],
  ['another test', '/shop/services/orders/tests/unit/b.test.ts', { unit: false, e2e: false, system: false }],
  ['the test itself', UNIT, { unit: true, e2e: false, system: false }],
  ['nothing of the system', '/elsewhere/main.ts', { unit: false, e2e: false, system: false }],
])('a change of %s', (_, file, expected) => {
  const affected = affectedBy([file], system)
  expect({
    unit: affected.includes(UNIT, 'unit'),
    e2e: affected.includes(E2E, 'e2e'),
    system: affected.includes(SYSTEM_E2E, 'e2e'),
  }).toEqual(expected)
})

const PACT = '/shop/pacts/orders-products.json'

/** The same with another definition. */
function systemWith(pacts: string, directories: Readonly<Record<string, string>>): System {
  const services = Object.entries(directories).map(
    ([name, directory]) => [name, { name, directory, dependencies: [] }] as const,
  )
  return { ...system, contracts: { pacts }, services: new Map(services) } as unknown as System
}

test('services outside of the folder of the system count', () => {
  const outside = systemWith('/shop/pacts', { products: '/products', users: '/users' })
  const affected = affectedBy(['/products/src/main.ts'], outside)
  expect(affected.includes('/products/tests/unit/a.test.ts', 'unit')).toBe(true)
  expect(affected.includes('/users/tests/unit/a.test.ts', 'unit')).toBe(false)
})

test.each(['/shop/docs/pacts', '/contracts'])('a changed pact in %s is seen', (pacts) => {
  const elsewhere = systemWith(pacts, { products: '/shop/services/products' })
  const affected = affectedBy([`${pacts}/orders-products.json`], elsewhere)
  expect(affected.includesPact(`${pacts}/orders-products.json`, 'products')).toBe(true)
  expect(affected.includesPact(`${pacts}/orders-users.json`, 'products')).toBe(false)
})

test.each(['src/main.ts', 'tests/contract/worker.states.ts'])(
  'a change of %s is one of every service that is started from the folder',
  (file) => {
    const shared = systemWith('/shop/pacts', { api: '/shop/app', worker: '/shop/app', users: '/shop/users' })
    const affected = affectedBy([`/shop/app/${file}`], shared)
    const providers = ['api', 'worker', 'users'].filter((provider) => affected.includesPact(PACT, provider))
    expect(providers).toEqual(['api', 'worker'])
  },
)

test.each([
  ['the pact', PACT, true],
  ['another pact', '/shop/pacts/orders-users.json', false],
  ['the provider', '/shop/services/products/src/main.ts', true],
  ['the consumer, whose tests write the pact', '/shop/services/orders/src/main.ts', false],
  ['the states of the provider', '/shop/services/products/tests/contract/products.states.ts', true],
  ['the states of another one', '/shop/services/users/tests/contract/users.states.ts', false],
  ['states of the whole system', '/shop/tests/contract/all.states.ts', true],
  ['what all share', '/shop/packages/kit/src/log.ts', true],
])('a change of %s can break a pact: %s, %s', (_, file, isIncluded) => {
  expect(affectedBy([file], system).includesPact(PACT, 'products')).toBe(isIncluded)
})

test('a changed pact runs no tests', () => {
  expect(affectedBy([PACT], system).includes(SYSTEM_E2E, 'e2e')).toBe(false)
})
