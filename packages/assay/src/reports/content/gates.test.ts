import { expect, test } from 'vitest'
import { gateName } from './gates.ts'

test.each([
  [{}, 'whole run p95'],
  [{ service: 'orders' }, 'orders p95'],
  [{ service: 'orders', level: 'performance' }, 'orders performance p95'],
  [{ service: 'orders', operation: 'GET /orders/{id}' }, 'orders GET /orders/{id} p95'],
  [
    { service: 'orders', operation: 'GET /orders/{id}', scenario: 'browse' },
    'orders GET /orders/{id} in scenario browse p95',
  ],
  [{ scenario: 'browse' }, 'scenario browse p95'],
] as const)('the gate on %o is named', (scope, name) => {
  expect(gateName({ scope, measure: 'p95' })).toBe(name)
})
