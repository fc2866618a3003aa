import { eventually, factory, type ServiceClient } from 'assay/test'

/** What is sent to order. */
export interface NewOrder {
  readonly items: readonly {
    readonly productId: string
    readonly quantity: number
    readonly price?: number
  }[]
  readonly subtotal?: number
  readonly shippingAddress?: string
}

/** An order as its customer sees it. */
export interface Order {
  readonly id: string
  readonly number: string
  readonly customerId: string
  readonly status: 'pending' | 'confirmed' | 'rejected' | 'shipped' | 'delivered' | 'cancelled'
  readonly items: readonly {
    readonly productId: string
    readonly name: string
    readonly quantity: number
    readonly unitPrice: number
    readonly lineTotal: number
  }[]
  readonly subtotal: number
  readonly discountRate: number
  readonly discount: number
  readonly total: number
  readonly shippingAddress: string | null
  readonly rejectionReason: string | null
  readonly createdAt: string
}

/** An order of two of some product. */
export const order = factory({
  build: (): NewOrder => ({
    items: [{ productId: crypto.randomUUID(), quantity: 2 }],
    shippingAddress: '12 St James Square\nLondon',
  }),
})

/** The order, as soon as it is no longer pending. */
export function decided(service: ServiceClient, id: string, token: string): Promise<Order> {
  return eventually(async () => {
    const { status, body } = await service.get<Order>(`/orders/${id}`, { token })
    return status === 200 && body.status !== 'pending' && body
  })
}
