import { boolean, datetime, integer, like, nullable, number, regex, uuid } from 'assay/contract'

// The gateway passes answers on as they are. So what it needs of a service is what its own document
// promises to its clients, whether the gateway reads it or not.

const createdAt = datetime('2026-01-15T10:00:00.000Z')
const product = { id: 'f47ac10b-58cc-4372-a567-0e02b2c3d479', name: 'Desk lamp', price: 29.99 }

/** A product as clients are promised it. */
export const promisedProduct = {
  id: uuid(product.id),
  name: like(product.name),
  description: nullable('Bends in three places.'),
  price: number(product.price),
  category: like('lighting'),
  stock: integer(100),
  createdAt,
}

/** An account as clients are promised it. */
export const promisedUser = {
  id: uuid('9b2d1a36-5d0e-4c59-8a3e-3a8c39a1f0c2'),
  email: like('ada@example.com'),
  name: like('Ada Lovelace'),
  age: nullable(integer(36)),
  tier: regex(/^(regular|premium)$/, 'regular'),
  active: boolean(true),
  createdAt,
}

/** What clients are promised of an order, whosever it is, whatever its state and what was ordered. */
export const promisedOrder = {
  id: uuid('7c9e6679-7425-40de-944b-e07fc1f90ae7'),
  number: like('ORD-7ZK3M9QX4T'),
  subtotal: number(59.98),
  discountRate: number(0.05),
  discount: number(3),
  total: number(56.98),
  shippingAddress: nullable('123 Test St, Test City'),
  createdAt,
}

/** A line of an order as clients are promised it. */
export const promisedLine = {
  productId: uuid(product.id),
  name: like(product.name),
  quantity: integer(2),
  unitPrice: number(product.price),
  lineTotal: number(59.98),
}

/** A refusal as clients are promised it; they tell one from another by its code. */
export function promisedProblem(status: number, code: string) {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: {
      type: like('urn:shop:problem:something'),
      title: like('Something'),
      status,
      detail: like('Something is wrong.'),
      code,
      error: like('Something'),
      message: like('Something is wrong.'),
    },
  }
}
