import { expect, test } from 'vitest'
import { serviceOfFile } from './test-owner.ts'

const services = [
  { name: 'shop', directory: '/system' },
  { name: 'orders', directory: '/system/services/orders' },
  { name: 'pricing', directory: '/system/services/orders/pricing' },
  { name: 'legacy', directory: '/legacy' },
  { name: 'machine', directory: '/' },
]

test.each([
  ['/system/services/orders/tests/unit/a.test.ts', 'orders'],
  ['/system/services/orders/pricing/tests/unit/a.test.ts', 'pricing'],
  ['/system/services/orders-archive/tests/unit/a.test.ts', undefined],
  ['/system/tests/e2e/a.test.ts', undefined],
  ['/legacy/tests/unit/a.test.ts', 'legacy'],
])('%s belongs to %s', (file, owner) => {
  expect(serviceOfFile(file, services, '/system')).toBe(owner)
})
