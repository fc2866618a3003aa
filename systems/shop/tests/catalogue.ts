import { eventually, expect, factory, type ServiceClient } from 'assay/test'

/** What is sent to offer a product. */
export interface NewProduct {
  readonly name: string
  readonly description?: string
  readonly price: number
  readonly category: string
  readonly stock: number
}

/** A product as the catalogue shows it. */
export interface Product {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly price: number
  readonly category: string
  readonly stock: number
  readonly createdAt: string
}

/** Some of a longer list. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly total: number
  readonly limit: number
  readonly offset: number
}

/** What the inventory knows of a product. */
export interface Stock {
  readonly productId: string
  readonly available: number
  readonly reserved: number
  readonly version: number
}

/** A product in a category of its own. `data.create` offers it in the catalogue. */
export const product = factory({
  build: ({ unique }): NewProduct => ({
    name: `Desk lamp ${unique}`,
    description: 'Bends in three places.',
    price: 29.99,
    category: unique,
    stock: 100,
  }),
  persist: async (value, { products }): Promise<Product> => {
    const offered = await products.post<Product>('/products', value)
    expect(offered).toHaveStatus(201)
    return offered.body
  },
})

/** The stock of a product, as soon as the inventory has heard of it and `holds` is true of it. */
export function stockWhen(
  inventory: ServiceClient,
  productId: string,
  holds: (stock: Stock) => boolean = () => true,
): Promise<Stock> {
  return eventually(async () => {
    const { status, body } = await inventory.get<Stock>(`/stock/${productId}`)
    return status === 200 && holds(body) && body
  })
}
