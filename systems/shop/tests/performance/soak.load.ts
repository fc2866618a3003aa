import { scenario, soak } from 'assay/load'
import { offerProducts, signUp } from './customers-and-products.ts'

/** A usual day, for longer: what services forget to let go of adds up. */
scenario('a usual day', {
  load: soak({ perSecond: 25, duration: '60s', warmUp: '10s' }),
  brief: soak({ perSecond: 20, duration: '3s', warmUp: '1s' }),
  thresholds: { memoryGrowth: '<80MB' },
  before: (clients, user) => offerProducts(clients, user, 25),
  setup: async (clients, user) => user.authorize((await signUp(clients, user)).token),
  tasks: {
    browse: {
      weight: 4,
      run: ({ gateway }) => gateway.get('/products', { query: { limit: 10 }, expect: 200 }),
    },
    open: {
      weight: 3,
      run: ({ gateway }, user) =>
        gateway.get('/products/{id}', { path: { id: user.random.pick(user.shared) }, expect: 200 }),
    },
    profile: { weight: 2, run: ({ gateway }) => gateway.get('/users/profile', { expect: 200 }) },
    order: ({ gateway }, user) => {
      const items = [{ productId: user.random.pick(user.shared), quantity: 1 }]
      return gateway.post('/orders', { items }, { expect: 201 })
    },
  },
})
