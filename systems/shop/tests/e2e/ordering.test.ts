import { describe, eventually, expect, test } from 'assay/test'
import { type Page, type Product, type Stock, stockWhen } from '../catalogue.ts'
import { mailsTo } from '../mail.ts'
import { decided, type Order, order } from '../ordering.ts'
import { signIn, type User, user } from '../people.ts'
import { buy, merchandise, shopper } from '../shopping.ts'

test('somebody registers, logs in, finds a lamp, orders two, and gets them', async ({
  gateway,
  inventory,
  stubs,
  data,
}) => {
  const { id: lampId, category } = await data.create(merchandise, { price: 29.99, stock: 10 })
  const ada = data.build(user)

  const registered = await gateway.post<User>('/users', ada)
  expect(registered).toHaveStatus(201)
  await expect(registered).toMatchSchema('User')
  const token = await signIn(gateway, ada)

  const found = await gateway.get<Page<Product>>('/products', { query: { category } })
  await expect(found).toMatchSchema('ProductPage')
  expect(found.body.items).toMatchObject([{ id: lampId, price: 29.99, stock: 10 }])

  const placed = await gateway.post<Order>(
    '/orders',
    { items: [{ productId: lampId, quantity: 2, price: 29.99 }], subtotal: 59.98, shippingAddress: 'London' },
    { token },
  )
  expect(placed).toHaveStatus(201)
  await expect(placed).toMatchSchema('Order')
  expect(placed.body).toMatchObject({ status: 'pending', total: 56.98, customerId: registered.body.id })

  const confirmed = await decided(gateway, placed.body.id, token)
  expect(confirmed).toEqual({ ...placed.body, status: 'confirmed' })
  expect(await stockWhen(inventory, lampId)).toMatchObject({ available: 8, reserved: 2 })
  await eventually(async () => (await gateway.get<Product>(`/products/${lampId}`)).body.stock === 8)

  const history = await gateway.get<Page<Order>>(`/users/${registered.body.id}/orders`, { token })
  expect(history).toHaveStatus(200)
  await expect(history).toMatchSchema('OrderHistory')
  expect(history.body).toMatchObject({ total: 1, items: [confirmed] })

  expect(await mailsTo(stubs.mail, ada.email)).toMatchObject([{ body: { subject: 'Welcome to the shop' } }])
})

describe('an order is refused', () => {
  test('when there is not enough, and says how much there is', async ({ gateway, inventory, data }) => {
    const ada = await data.create(shopper)
    const lamp = await data.create(merchandise, { stock: 3 })
    const answer = await buy(gateway, ada, { productId: lamp.id, quantity: 4 })
    expect(answer).toBeProblem({
      status: 400,
      code: 'INSUFFICIENT_INVENTORY',
      detail: `There is insufficient inventory for ${lamp.name}: 3 available.`,
    })
    expect(await stockWhen(inventory, lamp.id)).toMatchObject({ available: 3, reserved: 0 })
    const { body } = await gateway.get<Page<Order>>('/orders', { token: ada.token })
    expect(body.total).toBe(0)
  })

  test('when nobody offers the product', async ({ gateway, data }) => {
    const ada = await data.create(shopper)
    const answer = await gateway.post('/orders', data.build(order), { token: ada.token })
    expect(answer).toBeProblem({ status: 404, code: 'PRODUCT_NOT_FOUND' })
  })

  test('when the price has changed since it was shown', async ({ gateway, data }) => {
    const ada = await data.create(shopper)
    const lamp = await data.create(merchandise, { price: 29.99 })
    await gateway.patch(`/products/${lamp.id}`, { price: 34.99 }, { token: ada.token })
    const item = { productId: lamp.id, quantity: 1 }
    const answer = await buy(gateway, ada, { ...item, price: 29.99 })
    expect(answer).toBeProblem({ status: 400, code: 'PRICE_MISMATCH', detail: /costs 34\.99, not 29\.99/ })
    expect((await buy(gateway, ada, { ...item, price: 34.99 })).body.subtotal).toBe(34.99)
  })

  test('when the product was taken out of the catalogue', async ({ gateway, data }) => {
    const ada = await data.create(shopper)
    const lamp = await data.create(merchandise)
    expect(await gateway.delete(`/products/${lamp.id}`, { token: ada.token })).toHaveStatus(204)
    expect(await buy(gateway, ada, { productId: lamp.id, quantity: 1 })).toBeProblem({
      status: 404,
      code: 'PRODUCT_NOT_FOUND',
    })
  })
})

test('a premium customer pays less, and less again for a large order', async ({ gateway, data }) => {
  const ada = await data.create(shopper, { tier: 'premium' })
  const lamp = await data.create(merchandise, { price: 50 })
  const small = await buy(gateway, ada, { productId: lamp.id, quantity: 2 })
  expect(small.body).toMatchObject({ subtotal: 100, discountRate: 0.1, discount: 10, total: 90 })
  const large = await buy(gateway, ada, { productId: lamp.id, quantity: 3 })
  expect(large.body).toMatchObject({ subtotal: 150, discountRate: 0.15, discount: 22.5, total: 127.5 })
})

test('an order that is cancelled gives its stock back, to the shelves and to the catalogue', async ({
  gateway,
  inventory,
  data,
}) => {
  const ada = await data.create(shopper)
  const lamp = await data.create(merchandise, { stock: 5 })
  const { body } = await buy(gateway, ada, { productId: lamp.id, quantity: 5 })
  await decided(gateway, body.id, ada.token)
  expect(await buy(gateway, ada, { productId: lamp.id, quantity: 1 })).toHaveStatus(400)
  const cancelled = await gateway.patch<Order>(
    `/orders/${body.id}/status`,
    { status: 'cancelled' },
    { token: ada.token },
  )
  expect(cancelled).toHaveStatus(200)
  await expect(cancelled).toMatchSchema('Order')
  expect(cancelled.body.status).toBe('cancelled')
  await stockWhen(inventory, lamp.id, ({ available, reserved }) => available === 5 && reserved === 0)
  await eventually(async () => (await gateway.get<Product>(`/products/${lamp.id}`)).body.stock === 5)
  expect(await buy(gateway, ada, { productId: lamp.id, quantity: 1 })).toHaveStatus(201)
})

test('an order that is cancelled before the inventory has decided holds nothing in the end', async ({
  gateway,
  inventory,
  data,
}) => {
  const ada = await data.create(shopper)
  const lamp = await data.create(merchandise, { stock: 5 })
  const { body } = await buy(gateway, ada, { productId: lamp.id, quantity: 5 })
  await gateway.patch(`/orders/${body.id}/status`, { status: 'cancelled' }, { token: ada.token })
  await eventually(async () => {
    const { status, body: held } = await inventory.get<{ status: string }>(`/reservations/${body.id}`)
    return status === 200 && held.status === 'released'
  })
  expect(await stockWhen(inventory, lamp.id)).toMatchObject({ available: 5, reserved: 0 })
  const after = await gateway.get<Order>(`/orders/${body.id}`, { token: ada.token })
  expect(after.body.status).toBe('cancelled')
})

test('an order goes on to be shipped and delivered, and no way back', async ({ gateway, data }) => {
  const ada = await data.create(shopper)
  const lamp = await data.create(merchandise)
  const { body } = await buy(gateway, ada, { productId: lamp.id, quantity: 1 })
  await decided(gateway, body.id, ada.token)
  const become = (status: string) =>
    gateway.patch<Order>(`/orders/${body.id}/status`, { status }, { token: ada.token })
  expect((await become('shipped')).body.status).toBe('shipped')
  expect((await become('delivered')).body.status).toBe('delivered')
  expect(await become('cancelled')).toBeProblem({ status: 409, code: 'INVALID_TRANSITION' })
})

test('the orders of others can be neither seen nor changed', async ({ gateway, data }) => {
  const [ada, eve] = [await data.create(shopper), await data.create(shopper)]
  const lamp = await data.create(merchandise)
  const { body } = await buy(gateway, ada, { productId: lamp.id, quantity: 1 })
  const options = { token: eve.token }
  expect(await gateway.get(`/orders/${body.id}`, options)).toBeProblem({ status: 404 })
  expect(await gateway.patch(`/orders/${body.id}/status`, { status: 'cancelled' }, options)).toBeProblem({
    status: 404,
    code: 'ORDER_NOT_FOUND',
  })
  expect(await gateway.get(`/users/${ada.id}/orders`, options)).toBeProblem({ status: 403 })
  expect((await gateway.get<Page<Order>>('/orders', options)).body.items).toEqual([])
})

test('of the last items exactly as many are sold as there were, and the others are told why', async ({
  gateway,
  inventory,
  data,
}) => {
  const lamp = await data.create(merchandise, { stock: 4 })
  const rivals = await Promise.all(Array.from({ length: 10 }, () => data.create(shopper)))
  const answers = await Promise.all(
    rivals.map((rival) => buy(gateway, rival, { productId: lamp.id, quantity: 1 })),
  )
  const outcomes = await Promise.all(
    answers.map(async ({ status, body }, index) => {
      if (status !== 201) return { status: `refused with ${status}`, reason: '' }
      const { status: decision, rejectionReason } = await decided(gateway, body.id, rivals[index]!.token)
      return { status: decision, reason: rejectionReason }
    }),
  )
  expect(outcomes.filter(({ status }) => status === 'confirmed')).toHaveLength(4)
  // Who was too late is refused at once, or rejected when the race was lost after that.
  const losers = outcomes.filter(({ status }) => status !== 'confirmed')
  for (const { status, reason } of losers) {
    if (status === 'rejected') expect(reason).toBe(`insufficient inventory for ${lamp.id}`)
    else expect(status).toBe('refused with 400')
  }
  expect(await stockWhen(inventory, lamp.id)).toMatchObject({ available: 0, reserved: 4 })
})

test('after many orders and cancellations every service tells the same stock', async ({
  gateway,
  inventory,
  products,
  data,
}) => {
  const ada = await data.create(shopper)
  const lamps = [await data.create(merchandise, { stock: 30 }), await data.create(merchandise, { stock: 30 })]
  const placed = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      buy(gateway, ada, ...lamps.map(({ id }) => ({ productId: id, quantity: 1 + (index % 2) }))),
    ),
  )
  const orders = await Promise.all(placed.map(({ body }) => decided(gateway, body.id, ada.token)))
  expect(orders.every(({ status }) => status === 'confirmed')).toBe(true)
  const kept = orders.filter((_, index) => index % 3 !== 0)
  const cancelled = orders.filter((one) => !kept.includes(one))
  await Promise.all(
    cancelled.map(({ id }) =>
      gateway.patch(`/orders/${id}/status`, { status: 'cancelled' }, { token: ada.token }),
    ),
  )
  const held = kept.reduce((sum, { items }) => sum + items[0]!.quantity, 0)
  for (const { id } of lamps) {
    const stock = await stockWhen(inventory, id, ({ reserved }: Stock) => reserved === held)
    expect(stock.available).toBe(30 - held)
    await eventually(async () => (await products.get<Product>(`/products/${id}`)).body.stock === 30 - held)
  }
})
