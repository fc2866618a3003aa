import { describe, expect, test } from 'assay/test'
import { tokenFor } from '../../../../tests/tokens.ts'

test.override({
  variables: { gateway: { RATE_LIMIT_PER_MINUTE: '3', LOGIN_LIMIT_PER_MINUTE: '2', TRUST_PROXY: 'true' } },
})

let addresses = 0

/** Headers of a client behind a proxy, at an address of its own. */
function clientElsewhere() {
  addresses += 1
  return { 'x-forwarded-for': `192.0.2.${addresses}` }
}

describe('too many requests in a minute', () => {
  test('are counted down, then refused, and it is said when to come back', async ({ gateway, stubs }) => {
    const headers = clientElsewhere()
    const ask = () => gateway.get('/products', { headers })
    const answers = [await ask(), await ask(), await ask(), await ask()]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429])
    expect(answers.map((answer) => answer.headers['x-ratelimit-remaining'])).toEqual(['2', '1', '0', '0'])
    expect(answers.every((answer) => answer.headers['x-ratelimit-limit'] === '3')).toBe(true)
    const refused = answers[3]!
    expect(refused).toBeProblem({ status: 429, code: 'RATE_LIMITED', detail: /More than 3 requests/ })
    await expect(refused).toMatchSchema('Problem')
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(50)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
    expect(stubs.products).toHaveBeenCalled('GET /products', { times: 3 })
  })

  test('at once are refused as well: of many exactly three get through', async ({ gateway }) => {
    const headers = clientElsewhere()
    const answers = await Promise.all(Array.from({ length: 8 }, () => gateway.get('/products', { headers })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5)
  })

  test('of one client do not count for another', async ({ gateway }) => {
    const headers = clientElsewhere()
    for (let count = 0; count < 4; count += 1) await gateway.get('/products', { headers })
    expect(await gateway.get('/products', { headers: clientElsewhere() })).toHaveStatus(200)
  })

  test('of a user count wherever they come from', async ({ gateway }) => {
    const token = await tokenFor(crypto.randomUUID())
    const statuses: number[] = []
    for (let count = 0; count < 4; count += 1) {
      statuses.push((await gateway.get('/orders', { token, headers: clientElsewhere() })).status)
    }
    expect(statuses).toEqual([200, 200, 200, 429])
  })

  test('with tokens that are made up count for the address', async ({ gateway }) => {
    const headers = clientElsewhere()
    const statuses: number[] = []
    for (let count = 0; count < 4; count += 1) {
      statuses.push((await gateway.get('/orders', { token: `made.up.${count}`, headers })).status)
    }
    expect(statuses).toEqual([401, 401, 401, 429])
  })

  test('are forgotten when their minute is over', async ({ gateway, cache }) => {
    const headers = clientElsewhere()
    for (let count = 0; count < 4; count += 1) await gateway.get('/products', { headers })
    const redis = await cache.client()
    const key = `rate:requests:address:${headers['x-forwarded-for']}`
    expect(await redis.get(key)).toBe('4')
    expect(await redis.pttl(key)).toBeGreaterThan(50_000)
    await redis.pexpire(key, 0)
    expect(await gateway.get('/products', { headers })).toHaveStatus(200)
  })

  test('never hide how the shop is', async ({ gateway }) => {
    const headers = clientElsewhere()
    for (let count = 0; count < 5; count += 1) {
      expect(await gateway.get('/health', { headers })).toHaveStatus(200)
    }
  })
})

describe('too many logins in a minute', () => {
  test('of one e-mail are refused before the password is looked at, in whatever case it is written', async ({
    gateway,
    stubs,
    data,
  }) => {
    const username = `${data.unique()}@example.com`
    const headers = clientElsewhere()
    const logIn = (form: { username: string; password: string }) =>
      gateway.post('/token', new URLSearchParams(form), { headers })
    expect(await logIn({ username, password: 'Wrong12345' })).toHaveStatus(200)
    expect(await logIn({ username: username.toUpperCase(), password: 'Wrong12345' })).toHaveStatus(200)
    const refused = await logIn({ username, password: 'Analytical1843' })
    expect(refused).toBeProblem({ status: 429, code: 'RATE_LIMITED', detail: /More than 2 requests/ })
    expect(refused.headers['retry-after']).toMatch(/^\d+$/)
    expect(stubs.users).toHaveBeenCalled('POST /token', { times: 2 })
  })

  test('leave no e-mail in Redis', async ({ gateway, cache, data }) => {
    const email = `${data.unique()}@example.com`
    const body = new URLSearchParams({ username: email, password: 'Wrong12345' })
    await gateway.post('/token', body, { headers: clientElsewhere() })
    const keys = await (await cache.client()).keys('rate:logins:*')
    expect(keys.length).toBeGreaterThan(0)
    expect(keys.filter((key) => key.includes(email))).toEqual([])
  })
})
