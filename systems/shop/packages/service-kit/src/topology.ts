/** The topic exchange all events go through; the routing key is the type of the event. */
export const EXCHANGE = 'shop'

/**
 * Which queue receives which events. Every service declares all of it before it publishes or consumes,
 * so an event always finds its queue, whichever service starts first.
 */
export const queues = {
  'users.welcome-mail': ['user.registered'],
  'products.stock': ['stock.changed'],
  'inventory.products': ['product.created', 'product.deleted'],
  'inventory.orders': ['order.placed', 'order.cancelled'],
  'orders.reservations': ['inventory.reserved', 'inventory.rejected'],
} as const satisfies Record<string, readonly string[]>

/** A queue of this system; `<queue>.retry` holds its messages between attempts, `<queue>.dead` those given up. */
export type QueueName = keyof typeof queues

/** What the driver declares whenever it opens a channel. */
export const declarations = {
  exchanges: [{ exchange: EXCHANGE, type: 'topic', durable: true }],
  queues: Object.keys(queues).flatMap((queue) => [
    { queue, durable: true },
    // A message that has waited here goes back to its queue through the default exchange.
    {
      queue: `${queue}.retry`,
      durable: true,
      arguments: { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': queue },
    },
    { queue: `${queue}.dead`, durable: true },
  ]),
  queueBindings: Object.entries(queues).flatMap(([queue, types]) =>
    types.map((routingKey) => ({ exchange: EXCHANGE, queue, routingKey })),
  ),
}
