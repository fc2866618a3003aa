import { expect, test } from 'vitest'
import { singleService } from './environment-request.ts'

test('a service that refers to itself is no stub beside itself', () => {
  const outlines = [
    { name: 'orders', dependencies: ['orders', 'products', 'ordersDb'], isReal: true },
    { name: 'products', dependencies: [], isReal: true },
  ]
  const { services, stubs } = singleService(outlines, 'orders')
  expect(services).toEqual(['orders'])
  expect(stubs).toEqual(['products'])
})
