import { defineProblem } from '@shop/service-kit/problem'

export const orderNotFound = defineProblem(404, 'ORDER_NOT_FOUND', 'Order not found')
export const productNotFound = defineProblem(404, 'PRODUCT_NOT_FOUND', 'Product not found')
export const priceMismatch = defineProblem(400, 'PRICE_MISMATCH', 'The price is not the catalogue price')
export const subtotalMismatch = defineProblem(
  400,
  'SUBTOTAL_MISMATCH',
  'The subtotal is not the sum of the items',
)
export const insufficientInventory = defineProblem(400, 'INSUFFICIENT_INVENTORY', 'Insufficient inventory')
export const invalidTransition = defineProblem(
  409,
  'INVALID_TRANSITION',
  'The order cannot go there from where it is',
)
