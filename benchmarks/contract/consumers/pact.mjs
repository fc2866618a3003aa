import { Matchers, Pact } from '@pact-foundation/pact'
import { expect, test } from 'vitest'
import { getUser } from '../user-client.mjs'

const { eachLike, integer, like, regex } = Matchers
const users = new Pact({ consumer: 'web', provider: 'users', dir: 'pacts', logLevel: 'error' })

for (let id = 1; id <= Number(process.env.INTERACTIONS); id += 1) {
  test(`shows user ${id}`, async () => {
    await users
      .addInteraction()
      .given('a user exists', { id })
      .uponReceiving(`a request for user ${id}`)
      .withRequest('GET', `/users/${id}`, (builder) => builder.headers({ Accept: 'application/json' }))
      .willRespondWith(200, (builder) => {
        builder.headers({ 'Content-Type': 'application/json' }).jsonBody({
          id: integer(id),
          name: like('Ann'),
          email: regex('.+@.+', 'ann@example.test'),
          roles: eachLike('admin'),
        })
      })
      .executeTest(async (provider) => {
        expect(await getUser(provider.url, id)).toMatchObject({ id, name: 'Ann' })
      })
  })
}
