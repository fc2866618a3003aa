/** Where the provider is told of the state of an interaction. */
export const STATE_PATH = '/_pact/state'

/**
 * The text of a pact with so many interactions, each with a state, a path of its own and an answer
 * of which rules decide.
 */
export function userPact(count: number): string {
  const interactions = Array.from({ length: count }, (_, index) => interactionOf(index + 1))
  return JSON.stringify({
    consumer: { name: 'web' },
    provider: { name: 'users' },
    interactions,
    metadata: { pactSpecification: { version: '4.0' } },
  })
}

function interactionOf(id: number) {
  return {
    type: 'Synchronous/HTTP',
    description: `a request for user ${id}`,
    providerStates: [{ name: 'a user exists', params: { id } }],
    request: { method: 'GET', path: `/users/${id}`, headers: { Accept: ['application/json'] } },
    response: {
      status: 200,
      headers: { 'Content-Type': ['application/json'] },
      body: {
        content: { id, name: 'Ann', email: 'ann@example.test', roles: ['admin'] },
        contentType: 'application/json',
        encoded: false,
      },
      matchingRules: {
        body: {
          '$.name': { combine: 'AND', matchers: [{ match: 'type' }] },
          '$.email': { combine: 'AND', matchers: [{ match: 'regex', regex: '.+@.+' }] },
          '$.roles': { combine: 'AND', matchers: [{ match: 'type', min: 1 }] },
        },
      },
    },
  }
}
