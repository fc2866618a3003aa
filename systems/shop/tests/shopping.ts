import { expect, factory, type ServiceClient, type ServiceResponse } from 'assay/test'
import { type Product, product, stockWhen } from './catalogue.ts'
import type { NewOrder, Order } from './ordering.ts'
import { type NewUser, signIn, type User, user } from './people.ts'

/** Somebody who has registered and logged in at the gateway. */
export interface Shopper extends User {
  readonly password: string
  readonly token: string
}

/** Somebody who is about to buy something. `data.create` registers them and logs them in. */
export const shopper = factory({
  build: user.options.build,
  persist: async (value: NewUser, { gateway }): Promise<Shopper> => {
    const registered = await gateway.post<User>('/users', value)
    expect(registered).toHaveStatus(201)
    const { email, password } = value
    return { ...registered.body, password, token: await signIn(gateway, { email, password }) }
  },
})

/** A product on the shelves. `data.create` waits until the inventory has heard of it. */
export const merchandise = factory({
  build: product.options.build,
  persist: async (value, { products, inventory }): Promise<Product> => {
    const { body } = await products.post<Product>('/products', value)
    await stockWhen(inventory, body.id)
    return body
  },
})

/** Orders so many of single products. */
export function buy(
  gateway: ServiceClient,
  { token }: Pick<Shopper, 'token'>,
  ...items: NewOrder['items']
): Promise<ServiceResponse<Order>> {
  return gateway.post<Order>('/orders', { items }, { token })
}
