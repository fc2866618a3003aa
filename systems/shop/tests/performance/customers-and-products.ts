import { generate, type LoadResponse, type TargetClients, type VirtualUser } from 'assay/load'
import type { Product, Stock } from '../catalogue.ts'
import type { User } from '../people.ts'

/** Somebody with an account, as the gateway knows them. */
export interface Customer {
  readonly id: string
  readonly token: string
}

/** Ids of products that can be ordered. */
export type ProductIds = readonly [string, ...string[]]

const STOCK = 1_000_000
const STOCK_TIMEOUT_MS = 15_000
const STOCK_PAUSE_MS = 50

/** An address for each account: nobody has it yet, because every scenario begins with an empty shop. */
const emails = generate((index) => `customer-${index}@example.com`)

/** Registers somebody, logs them in, and sends their token with all that the virtual user asks for from now on. */
export async function signUp({ gateway }: TargetClients, user: VirtualUser): Promise<Customer> {
  const email = user.next(emails)
  const password = `Analytical1843 ${email}`
  const registered = await gateway.post('/users', { email, password, name: 'Ada' })
  const { id } = done<User>(registered, 201)
  const form = new URLSearchParams({ grant_type: 'password', username: email, password })
  const { access_token: token } = done<{ access_token: string }>(await gateway.post('/token', form), 200)
  return { id, token }
}

/** Offers so many products, and resolves when the inventory can sell all of them. */
export async function offerProducts(
  { products, inventory }: TargetClients,
  user: VirtualUser,
  count: number,
): Promise<ProductIds> {
  const ids: string[] = []
  for (let number = 1; number <= count; number += 1) {
    const product = { name: `Desk lamp ${number}`, price: 10 + number, category: 'lighting', stock: STOCK }
    ids.push(done<Product>(await products.post('/products', product), 201).id)
  }
  const deadlineMs = performance.now() + STOCK_TIMEOUT_MS
  for (;;) {
    const stock = await inventory.get('/stock', { query: { productIds: ids.join(',') } })
    if (done<{ items: readonly Stock[] }>(stock, 200).items.length === count)
      return ids as [string, ...string[]]
    if (performance.now() > deadlineMs) throw new Error('the inventory has not heard of every product')
    await user.pause(STOCK_PAUSE_MS)
  }
}

/** What an answer says, if it is the one that setting up depends on. */
function done<Body>(response: LoadResponse, status: number): Body {
  if (response.status !== status) throw new Error(`it answered ${response.status}: ${response.text}`)
  return response.json<Body>()
}
