import { identifier } from '@shop/service-kit/identifier'
import { callNeighbour, type Neighbour } from '@shop/service-kit/neighbour'
import { dependencyUnavailable } from '@shop/service-kit/problem'
import { z } from 'zod'
import type { CatalogueProduct } from './pricing.ts'

/** What this service needs of a product. */
export const productSchema = z.object({ id: identifier, name: z.string(), price: z.number(), stock: z.int() })

/** What this service needs of the stock. */
export const stockListSchema = z.object({
  items: z.array(z.object({ productId: identifier, available: z.int() })),
})

/** The services this one asks before it takes an order. */
export interface Neighbours {
  readonly products: Neighbour
  readonly inventory: Neighbour
}

/** Reads a product from the catalogue; undefined when it is not offered. */
export async function findProduct(
  { products }: Neighbours,
  id: string,
): Promise<CatalogueProduct | undefined> {
  const answer = await callNeighbour(products, { path: `/products/${id}`, schema: productSchema })
  if (answer.ok) return answer.body
  if (answer.status === 404) return undefined
  throw dependencyUnavailable(`The products service refused the request with ${answer.status}.`)
}

/** How many of each product can be sold. Products the inventory has not heard of yet are left out. */
export async function readAvailable(
  { inventory }: Neighbours,
  productIds: string[],
): Promise<Map<string, number>> {
  const path = `/stock?productIds=${productIds.join(',')}`
  const answer = await callNeighbour(inventory, { path, schema: stockListSchema })
  if (answer.ok) return new Map(answer.body.items.map(({ productId, available }) => [productId, available]))
  throw dependencyUnavailable(`The inventory service refused the request with ${answer.status}.`)
}
