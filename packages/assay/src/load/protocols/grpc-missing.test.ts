import { expect, test, vi } from 'vitest'
import { measuredUser } from './fixtures/measured-user.ts'
import { grpcClient } from './grpc.ts'

vi.mock('@grpc/proto-loader', () => {
  throw new Error("Cannot find package '@grpc/proto-loader'")
})

test('what has to be installed for gRPC is said, and nothing is left open', async () => {
  const { user, targetAt } = measuredUser()
  const client = grpcClient(user, targetAt('http://127.0.0.1:1'), {
    ...{ target: 'inventory', proto: 'inventory.proto', service: 'Inventory' },
  })
  await expect(client).rejects.toMatchObject({
    code: 'grpc_missing',
    fault: 'configuration',
    message: 'Scenarios that call gRPC services need the package "@grpc/proto-loader".',
    fix: 'npm install --save-dev @grpc/grpc-js @grpc/proto-loader',
  })
  expect(user.opened.size).toBe(0)
})
