import { constantUsers, scenario, uniform } from 'assay/load'
import type { Page, Product } from '../catalogue.ts'
import { offerProducts } from './customers-and-products.ts'

const PRODUCTS = 40
const PAGE = 20

/** People who look around, at the door that everybody uses. */
scenario('browse the catalogue', {
  load: constantUsers({ users: 20, duration: '30s', warmUp: '5s' }),
  brief: constantUsers({ users: 8, duration: '3s', warmUp: '1s' }),
  think: uniform('100ms', '300ms'),
  before: (clients, user) => offerProducts(clients, user, PRODUCTS),
  tasks: {
    list: {
      weight: 6,
      run: ({ gateway }, user) =>
        gateway.get('/products', {
          query: { limit: PAGE, offset: user.random.integer(0, PRODUCTS - PAGE) },
          expect: (response) => response.json<Page<Product>>().items?.length === PAGE,
        }),
    },
    open: {
      weight: 3,
      run: ({ gateway }, user) => {
        const id = user.random.pick(user.shared)
        return gateway.get('/products/{id}', {
          path: { id },
          expect: (response) => response.status === 200 && response.json<Product>().id === id,
        })
      },
    },
    search: ({ gateway }, user) => {
      const search = `lamp ${user.random.integer(1, PRODUCTS)}`
      return gateway.get('/products', { query: { search }, expect: 200, name: 'search the catalogue' })
    },
  },
})
