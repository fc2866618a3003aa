import { startStub } from 'assay/mock'
import { PRODUCT, ROUTE_COUNT, resourceName, serveBenchmark } from './workload.ts'

const stub = await startStub({ name: 'products' })
for (let index = 0; index < ROUTE_COUNT; index += 1) {
  stub.on(`GET /${resourceName(index)}/:id/items/:itemId`, { body: PRODUCT })
}
serveBenchmark(stub.port)
