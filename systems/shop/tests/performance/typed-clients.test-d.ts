// Checked by the compiler (`npm run check`): each @ts-expect-error must be an error.
import type { TargetClients } from 'assay/load'

declare const { users, gateway, mail }: TargetClients

export async function asDocumented(): Promise<void> {
  await users.get('/users/{id}', { path: { id: '42' } })
  await gateway.patch('/orders/{id}/status', { status: 'cancelled' }, { path: { id: '42' } })
  // The document of the mail provider is not registered: any path will do.
  await mail.post('/messages', {})
}

export async function notDocumented(): Promise<void> {
  // @ts-expect-error: there is no such path.
  await users.get('/user')
  // @ts-expect-error: the users service has no orders to place.
  await users.post('/orders', {})
  // @ts-expect-error: "id" needs a value.
  await users.get('/users/{id}')
  // @ts-expect-error: an order's status is not read by itself.
  await gateway.get('/orders/{id}/status', { path: { id: '42' } })
}
