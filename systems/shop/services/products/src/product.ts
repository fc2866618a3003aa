import { identifier } from '@shop/service-kit/identifier'
import { amountSchema, toDecimal } from '@shop/service-kit/money'
import { pageOf, pageQuery } from '@shop/service-kit/page'
import { line, paragraph } from '@shop/service-kit/text'
import { z } from 'zod'
import type { ProductRow } from './tables.ts'

const name = line(200)
const description = paragraph(2000)
const category = line(50)
const price = amountSchema.positive().max(1_000_000)
const stock = z.int().min(0).max(1_000_000)

const example = {
  name: 'Desk lamp',
  description: 'Bends in three places.',
  price: 29.99,
  category: 'lighting',
  stock: 100,
}

/** What is needed to offer a product. */
export const newProductSchema = z
  .strictObject({ name, description: description.optional(), price, category, stock })
  .meta({ id: 'NewProduct', examples: [example] })

/** What can be changed of a product. Its stock is not among it: that is the inventory's to say. */
export const productChangesSchema = z
  .strictObject({ name, description: description.nullable(), price, category })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'at least one field is needed')
  .meta({ id: 'ProductChanges', examples: [{ price: 24.5 }] })

const productExample = {
  ...example,
  id: 'f47ac10b-58cc-4372-a567-0e02b2c3d479',
  createdAt: '2026-01-15T10:00:00.000Z',
}

/** A product as clients see it. */
export const productSchema = z
  .object({
    id: identifier,
    name: z.string(),
    description: z.string().nullable(),
    price: z.number(),
    category: z.string(),
    stock: z.int(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Product', examples: [productExample] })

/** A part of the catalogue. */
export const productPageSchema = pageOf(productSchema).meta({
  id: 'ProductPage',
  examples: [{ items: [productExample], total: 1, limit: 20, offset: 0 }],
})

/** The query of the catalogue. */
export const catalogueQuery = pageQuery.extend({
  category: category.optional(),
  search: line(100).optional(),
})

export type NewProduct = z.infer<typeof newProductSchema>
export type ProductChanges = z.infer<typeof productChangesSchema>
export type Product = z.infer<typeof productSchema>
export type CatalogueQuery = z.infer<typeof catalogueQuery>

/** A stored product as clients see it. */
export function toProduct(row: ProductRow): Product {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    price: toDecimal(row.price_cents),
    category: row.category,
    stock: row.stock,
    createdAt: row.created_at.toISOString(),
  }
}
