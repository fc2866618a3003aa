import { eachLike, integer, like, pact, regex } from 'assay/contract'
import { expect, test } from 'vitest'
import { getUser } from '../user-client.mjs'

const users = pact({ consumer: 'web', provider: 'users' })

for (let id = 1; id <= Number(process.env.INTERACTIONS); id += 1) {
  test(`shows user ${id}`, async () => {
    await using provider = await users.mock({
      description: `a request for user ${id}`,
      given: { name: 'a user exists', params: { id } },
      request: { method: 'GET', path: `/users/${id}`, headers: { Accept: 'application/json' } },
      response: {
        headers: { 'Content-Type': 'application/json' },
        body: {
          id: integer(id),
          name: like('Ann'),
          email: regex('.+@.+', 'ann@example.test'),
          roles: eachLike('admin'),
        },
      },
    })
    expect(await getUser(provider.url, id)).toMatchObject({ id, name: 'Ann' })
  })
}
