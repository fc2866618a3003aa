import { constantUsers, scenario, uniform } from 'assay/load'
import type { Page } from '../catalogue.ts'
import type { Order } from '../ordering.ts'
import type { User } from '../people.ts'
import { signUp } from './customers-and-products.ts'

/** People with an account: each reads it, changes it, and looks at its orders, 3 : 2 : 1. */
scenario('keep a profile', {
  load: constantUsers({ users: 20, duration: '30s', warmUp: '5s' }),
  brief: constantUsers({ users: 8, duration: '3s', warmUp: '1s' }),
  think: uniform('100ms', '300ms'),
  setup: async (clients, user) => {
    const customer = await signUp(clients, user)
    user.authorize(customer.token)
    return customer
  },
  tasks: {
    read: {
      weight: 3,
      run: async ({ users }, user) => {
        const { id } = user.state
        const read = await users.get('/users/{id}', { path: { id }, expect: 200 })
        user.check('the account is the own one', read.json<User>().id === id)
      },
    },
    update: {
      weight: 2,
      run: async ({ users }, user) => {
        const { id } = user.state
        const name = `Ada ${user.iteration}`
        await users.put(
          '/users/{id}',
          { name },
          {
            path: { id },
            expect: (response) => response.status === 200 && response.json<User>().name === name,
          },
        )
      },
    },
    orders: ({ users }, { state: { id } }) =>
      users.get('/users/{id}/orders', {
        path: { id },
        expect: (response) => response.status === 200 && response.json<Page<Order>>().total === 0,
      }),
  },
})
