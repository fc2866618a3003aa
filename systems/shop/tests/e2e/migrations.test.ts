import { describe, expect, type PostgresHandle, test } from 'assay/test'
import { migrate, schemaOf } from '../migrating.ts'

// Each direction is a process of its own, as it is in a deployment.
describe('the last migration can be taken back and applied again', () => {
  test('of users', ({ usersDb }) => takeBackAndApply('users', usersDb))
  test('of products', ({ productsDb }) => takeBackAndApply('products', productsDb))
  test('of inventory', ({ inventoryDb }) => takeBackAndApply('inventory', inventoryDb))
  test('of orders', ({ ordersDb }) => takeBackAndApply('orders', ordersDb))
})

test('the tables of the messages, which all services share, can be taken back too', async ({ ordersDb }) => {
  const database = await ordersDb.fresh()
  await migrate('orders', 'down', database)
  expect(await migrate('orders', 'down', database)).toBe('down 0001-messages: Success\n')
  const left = (await schemaOf(database)).filter((line) => !line.includes('kysely_migration'))
  expect(left).toEqual([])
})

async function takeBackAndApply(service: string, handle: PostgresHandle): Promise<void> {
  const database = await handle.fresh()
  const migrated = await schemaOf(database)
  expect(await migrate(service, 'down', database)).toMatch(/^down 0002-\w+: Success\n$/)
  const before = await schemaOf(database)
  expect(before).toContain('inbox PRIMARY KEY (queue, message_id)')
  expect(before.length).toBeLessThan(migrated.length)
  expect(await migrate(service, 'latest', database)).toMatch(/^up 0002-\w+: Success\n$/)
  expect(await schemaOf(database)).toEqual(migrated)
}
