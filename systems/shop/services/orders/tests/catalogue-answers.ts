import type { Stub } from 'assay/mock'

/** A product as the stubs of its neighbours describe it to the orders service. */
export interface Offer {
  /** Default: a new one. */
  readonly productId?: string
  readonly price: number
  /** What the catalogue shows. */
  readonly stock?: number
  /** What the inventory tells; `undefined` when it has not heard of the product. */
  readonly available?: number | undefined
}

interface Neighbours {
  readonly products: Stub
  readonly inventory: Stub
}

/** Makes the catalogue offer products, and the inventory have them. Gives their ids. */
export function offer({ products, inventory }: Neighbours, ...offers: readonly Offer[]): string[] {
  const known = new Map(offers.map((offer) => [offer.productId ?? crypto.randomUUID(), offer]))
  products.on('GET /products/:id', ({ params }) => {
    const id = params['id'] ?? ''
    const offer = known.get(id)
    return offer === undefined ? { status: 404, body: notFound } : { body: describe(id, offer) }
  })
  inventory.on('GET /stock', ({ query }) => ({
    body: { items: stockOf(known, String(query['productIds'])) },
  }))
  return [...known.keys()]
}

function describe(id: string, { price, stock = 100 }: Offer) {
  const facts = { description: null, category: 'lighting', createdAt: '2026-01-15T10:00:00.000Z' }
  return { id, name: `Thing for ${price}`, price, stock, ...facts }
}

function stockOf(known: ReadonlyMap<string, Offer>, productIds: string) {
  return productIds.split(',').flatMap((productId) => {
    const offer = known.get(productId)
    if (offer === undefined || ('available' in offer && offer.available === undefined)) return []
    return [{ productId, available: offer.available ?? offer.stock ?? 100, reserved: 0, version: 1 }]
  })
}

const notFound = {
  type: 'urn:shop:problem:product-not-found',
  title: 'Product not found',
  status: 404,
  detail: 'It was not found.',
  code: 'PRODUCT_NOT_FOUND',
  error: 'Product not found',
  message: 'It was not found.',
}
