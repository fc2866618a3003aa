import { constantRate, csv, scenario } from 'assay/load'
import type { Product } from '../catalogue.ts'
import type { Order } from '../ordering.ts'
import { offerProducts, signUp } from './customers-and-products.ts'

const addresses = csv(new URL('./addresses.csv', import.meta.url), { order: 'random' })

/** People who buy something, at a rate that does not ask how the shop is doing. */
scenario('place orders', {
  load: constantRate({ perSecond: 40, duration: '30s', warmUp: '5s' }),
  brief: constantRate({ perSecond: 15, duration: '3s', warmUp: '1s' }),
  before: (clients, user) => offerProducts(clients, user, 25),
  setup: async (clients, user) => user.authorize((await signUp(clients, user)).token),
  tasks: {
    order: {
      weight: 4,
      run: async ({ products, orders }, user) => {
        const id = user.random.pick(user.shared)
        const product = await products.get('/products/{id}', { path: { id }, expect: 200 })
        const { price } = product.json<Product>()
        const quantity = user.random.integer(1, 3)
        const { street, city, postcode } = user.next(addresses)
        const wanted = {
          items: [{ productId: id, quantity, price }],
          shippingAddress: `${street}\n${postcode} ${city}`,
        }
        const placed = await orders.post('/orders', wanted, { expect: 201 })
        const order = placed.json<Order>()
        user.check('the order waits for the inventory', order.status === 'pending')
        user.check('the order costs what its products cost', order.subtotal === price * quantity)
      },
    },
    review: ({ orders }) => orders.get('/orders', { query: { limit: 5 }, expect: 200 }),
  },
})
