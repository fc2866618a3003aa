import { pact } from 'assay/contract'
import { test } from 'vitest'

const products = pact({ consumer: 'orders', provider: 'products' })

for (const status of [200, 201]) {
  test(`expects ${status}`, async () => {
    await using provider = await products.mock({
      description: 'a request',
      request: { method: 'GET', path: '/' },
      response: { status },
    })
    await fetch(provider.url)
  })
}
