import { identifier } from '@shop/service-kit/identifier'
import { amountSchema, toDecimal } from '@shop/service-kit/money'
import { pageOf, pageQuery } from '@shop/service-kit/page'
import { paragraph } from '@shop/service-kit/text'
import { z } from 'zod'
import { orderStatuses } from './order-status.ts'
import type { Line, OrderRow } from './tables.ts'

const productId = identifier
const productExample = 'f47ac10b-58cc-4372-a567-0e02b2c3d479'
const status = z.enum(orderStatuses)

const wantedItem = z.strictObject({
  productId,
  quantity: z.int().min(1).max(1_000_000),
  price: amountSchema.optional(),
})

/** What a customer sends to order. */
export const newOrderSchema = z
  .strictObject({
    items: z
      .array(wantedItem)
      .min(1)
      .max(50)
      .refine(
        (items) => new Set(items.map((item) => item.productId)).size === items.length,
        'names a product twice',
      ),
    subtotal: amountSchema.optional(),
    shippingAddress: paragraph(500).optional(),
  })
  .meta({
    id: 'NewOrder',
    examples: [
      {
        items: [{ productId: productExample, quantity: 2, price: 29.99 }],
        subtotal: 59.98,
        shippingAddress: '123 Test St, Test City',
      },
    ],
  })

const orderExample = {
  id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  number: 'ORD-7ZK3M9QX4T',
  customerId: '9b2d1a36-5d0e-4c59-8a3e-3a8c39a1f0c2',
  status: 'pending',
  items: [{ productId: productExample, name: 'Desk lamp', quantity: 2, unitPrice: 29.99, lineTotal: 59.98 }],
  subtotal: 59.98,
  discountRate: 0.05,
  discount: 3,
  total: 56.98,
  shippingAddress: '123 Test St, Test City',
  rejectionReason: null,
  createdAt: '2026-01-15T10:00:00.000Z',
}

/** An order as its customer sees it. */
export const orderSchema = z
  .object({
    id: identifier,
    number: z.string(),
    customerId: identifier,
    status,
    items: z.array(
      z.object({
        productId,
        name: z.string(),
        quantity: z.int(),
        unitPrice: z.number(),
        lineTotal: z.number(),
      }),
    ),
    subtotal: z.number(),
    discountRate: z.number(),
    discount: z.number(),
    total: z.number(),
    shippingAddress: z.string().nullable(),
    rejectionReason: z.string().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Order', examples: [orderExample] })

/** Some of a customer's orders. */
export const orderPageSchema = pageOf(orderSchema).meta({
  id: 'OrderPage',
  examples: [{ items: [orderExample], total: 1, limit: 20, offset: 0 }],
})

/** The query of a customer's orders. */
export const orderQuery = pageQuery.extend({ status: status.optional() })

/** What is sent to move an order on. */
export const statusChangeSchema = z
  .strictObject({ status })
  .meta({ id: 'StatusChange', examples: [{ status: 'cancelled' }] })

export type NewOrder = z.infer<typeof newOrderSchema>
export type Order = z.infer<typeof orderSchema>
export type OrderQuery = z.infer<typeof orderQuery>

/** A stored order as its customer sees it. */
export function toOrder(row: OrderRow): Order {
  return {
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    status: row.status,
    items: row.items.map(toItem),
    subtotal: toDecimal(row.subtotal_cents),
    discountRate: row.discount_percent / 100,
    discount: toDecimal(row.discount_cents),
    total: toDecimal(row.subtotal_cents - row.discount_cents),
    shippingAddress: row.shipping_address,
    rejectionReason: row.rejection_reason,
    createdAt: row.created_at.toISOString(),
  }
}

function toItem({ productId, name, quantity, unitPriceCents }: Line): Order['items'][number] {
  return {
    productId,
    name,
    quantity,
    unitPrice: toDecimal(unitPriceCents),
    lineTotal: toDecimal(quantity * unitPriceCents),
  }
}
