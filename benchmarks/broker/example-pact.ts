/** A pact of about 5 KB: ten interactions, of which one says which version of which consumer it is of. */
export function examplePact(consumer: string, provider: string, version: number): object {
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: Array.from({ length: 10 }, (_, index) => interaction(index, index === 0 ? version : 0)),
    metadata: { pactSpecification: { version: '3.0.0' } },
  }
}

function interaction(index: number, version: number): object {
  const path = `/products/${index}`
  const body = {
    id: index,
    name: `Product ${index}`,
    price: 9.5 + version,
    tags: ['new', 'small'],
    stock: { of: 'Rome', count: 3 },
  }
  return {
    description: `a request for product ${index}`,
    providerStates: [{ name: `product ${index} exists`, params: { id: index } }],
    request: { method: 'GET', path, headers: { Accept: 'application/json' } },
    response: {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body,
      matchingRules: {
        body: { '$.price': { matchers: [{ match: 'decimal' }] }, '$.id': { matchers: [{ match: 'type' }] } },
      },
    },
  }
}
