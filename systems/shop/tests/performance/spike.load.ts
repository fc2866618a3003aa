import { scenario, spike } from 'assay/load'
import { offerProducts, signUp } from './customers-and-products.ts'

const CUSTOMERS = 20

/** A sale begins: orders come several times as fast as a moment ago, and must not get lost. */
scenario('a sale begins', {
  load: spike({ perSecond: 20, peakPerSecond: 120, duration: '30s' }),
  brief: spike({ perSecond: 8, peakPerSecond: 30, duration: '3600ms' }),
  // A burst makes heaps larger for a while; what is never given back shows in a usual day.
  thresholds: { mean: '<1s', p95: '<2s', errorRate: '<1%', memoryGrowth: '<300MB' },
  before: async (clients, user) => ({
    productIds: await offerProducts(clients, user, 25),
    customers: await Promise.all(Array.from({ length: CUSTOMERS }, () => signUp(clients, user))),
  }),
  // The peak needs users at once; they share accounts that exist, so that making them costs the shop nothing.
  setup: (_, user) => user.authorize(user.shared.customers[user.id % CUSTOMERS]!.token),
  tasks: {
    order: ({ gateway }, user) => {
      const items = [{ productId: user.random.pick(user.shared.productIds), quantity: 1 }]
      return gateway.post('/orders', { items }, { expect: 201 })
    },
  },
})
