import { describe, eventually, expect, test } from 'assay/test'
import type { Page } from '../../../../tests/catalogue.ts'
import { signIn, type User, user } from '../../../../tests/people.ts'
import { refuseEvents } from '../../../../tests/refused-events.ts'
import { tokenFor } from '../../../../tests/tokens.ts'

describe('registering', () => {
  test('gives the account, says where it is, and never the password', async ({ users, usersDb, data }) => {
    const ada = data.build(user, { age: 36 })
    const answer = await users.post<User>('/users', ada)
    expect(answer).toHaveStatus(201)
    await expect(answer).toMatchSchema('User')
    const { email, name } = ada
    expect(answer.body).toMatchObject({ email, name, age: 36, tier: 'regular', active: true })
    expect(answer.headers['location']).toBe(`/users/${answer.body.id}`)
    expect(answer.exchange.responseBody).not.toContain(ada.password)
    const [row] = await usersDb.query('SELECT * FROM users WHERE id = $1', [answer.body.id])
    expect(row).toMatchObject({ email, password_hash: expect.stringMatching(/^scrypt\$/) })
    expect(JSON.stringify(row)).not.toContain(ada.password)
  })

  test('needs neither an age nor a tier', async ({ users, data }) => {
    const { age: _age, ...ada } = data.build(user)
    const { body } = await users.post<User>('/users', ada)
    expect(body).toMatchObject({ age: null, tier: 'regular' })
  })

  test('refuses a bad password with every rule that it breaks', async ({ users, usersDb, data }) => {
    const ada = data.build(user, { password: 'password' })
    const answer = await users.post<{ errors: unknown }>('/users', ada)
    expect(answer).toBeProblem({ status: 400, code: 'VALIDATION_FAILED', detail: /upper-case.*digit/ })
    expect(answer.body.errors).toEqual([
      { field: 'password', message: 'must contain an upper-case letter' },
      { field: 'password', message: 'must contain a digit' },
    ])
    expect(await usersDb.query('SELECT 1 FROM users WHERE email = $1', [ada.email])).toEqual([])
  })

  test.for<[string, string | Uint8Array<ArrayBuffer>, string, number, string]>([
    ['that is not JSON', '{"email":', 'application/json', 400, 'INVALID_JSON'],
    ['that is empty', '', 'application/json', 400, 'INVALID_JSON'],
    ['of another type', 'email=ada', 'text/plain', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['that is too large', new Uint8Array(1_048_577), 'application/json', 413, 'BODY_TOO_LARGE'],
  ])('refuses a body %s', async ([, body, type, status, code], { users }) => {
    const answer = await users.post('/users', body, { headers: { 'content-type': type } })
    expect(answer).toBeProblem({ status, code })
    await expect(answer).toMatchSchema('Problem')
  })

  test('refuses an e-mail that is registered, in whatever case it is written', async ({ users, data }) => {
    const ada = await data.create(user)
    const again = data.build(user, { email: ada.email.toUpperCase() })
    const answer = await users.post('/users', again)
    expect(answer).toBeProblem({
      status: 409,
      code: 'EMAIL_ALREADY_REGISTERED',
      detail: /already registered/,
    })
  })

  test('lets exactly one of many win who register the same e-mail at once', async ({
    users,
    usersDb,
    data,
  }) => {
    const { email } = data.build(user)
    const rivals = data.buildMany(user, 8, { email })
    const answers = await Promise.all(rivals.map((rival) => users.post('/users', rival)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)])
    expect(await usersDb.query('SELECT 1 FROM users WHERE email = $1', [email])).toHaveLength(1)
  })

  test('leaves nothing when the event cannot be stored, and can be repeated', async ({
    users,
    usersDb,
    data,
  }) => {
    const ada = data.build(user)
    {
      await using _ = await refuseEvents(usersDb, ada.email)
      const answer = await users.post('/users', ada)
      expect(answer).toBeProblem({ status: 500, code: 'INTERNAL_ERROR' })
      expect(answer.exchange.responseBody).not.toContain('outbox')
      expect(await usersDb.query('SELECT 1 FROM users WHERE email = $1', [ada.email])).toEqual([])
    }
    expect(await users.post('/users', ada)).toHaveStatus(201)
  })
})

describe('reading', () => {
  test.for([crypto.randomUUID(), 'ada', '1'])('nobody is found as %s', async (id, { users }) => {
    const answer = await users.get(`/users/${id}`)
    expect(answer).toBeProblem({ status: 404, code: 'USER_NOT_FOUND' })
    expect(answer.body).toMatchObject({
      error: 'User not found',
      message: expect.stringMatching(/not found/),
    })
  })

  test('the list begins with the newest and can be paged', async ({ users, data }) => {
    const first = await data.create(user)
    const second = await data.create(user)
    const page = await users.get<Page<User>>('/users', { query: { limit: 1, offset: 1 } })
    expect(page).toHaveStatus(200)
    await expect(page).toMatchSchema('UserPage')
    expect(page.body).toMatchObject({ items: [{ id: first.id }], limit: 1, offset: 1 })
    const all = await users.get<Page<User>>('/users', { query: { limit: 100 } })
    expect(all.body.items.slice(0, 2).map(({ id }) => id)).toEqual([second.id, first.id])
    expect(page.body.total).toBe(all.body.total)
  })

  test('the list can be narrowed to who is active or is not', async ({ users, data }) => {
    const [active, inactive] = [await data.create(user), await data.create(user)]
    const token = await tokenFor(inactive.id)
    await users.patch(`/users/${inactive.id}`, { active: false }, { token })
    const idsOf = async (active: boolean) => {
      const { body } = await users.get<Page<User>>('/users', { query: { active, limit: 100 } })
      return body.items.map(({ id }) => id)
    }
    expect(await idsOf(true)).toContain(active.id)
    expect(await idsOf(true)).not.toContain(inactive.id)
    expect(await idsOf(false)).toContain(inactive.id)
    expect(await idsOf(false)).not.toContain(active.id)
  })

  test('the list is not given for a question that makes no sense', async ({ users }) => {
    const answer = await users.get<{ errors: { field: string }[] }>('/users', {
      query: { limit: 0, active: 'maybe' },
    })
    expect(answer).toBeProblem({ status: 400, code: 'VALIDATION_FAILED' })
    expect(answer.body.errors.map(({ field }) => field).sort()).toEqual(['active', 'limit'])
  })
})

describe('the own account', () => {
  test.for(['patch', 'put'] as const)(
    'can be changed in single fields by %s',
    async (method, { users, data }) => {
      const ada = await data.create(user)
      const token = await tokenFor(ada.id)
      const answer = await users[method]<User>(`/users/${ada.id}`, { name: 'Ada King', age: null }, { token })
      expect(answer).toHaveStatus(200)
      await expect(answer).toMatchSchema('User')
      const { password: _password, ...before } = ada
      expect(answer.body).toEqual({ ...before, name: 'Ada King', age: null })
      expect((await users.get(`/users/${ada.id}`)).body).toEqual(answer.body)
    },
  )

  test('is shown as the profile of whoever asks', async ({ users, data }) => {
    const ada = await data.create(user)
    const answer = await users.get<User>('/users/profile', { token: await signIn(users, ada) })
    expect(answer).toHaveStatus(200)
    await expect(answer).toMatchSchema('User')
    expect(answer.body).toMatchObject({ id: ada.id, email: ada.email })
  })

  test('can be deleted, and is then gone', async ({ users, usersDb, data }) => {
    const ada = await data.create(user)
    const token = await tokenFor(ada.id)
    const answer = await users.delete(`/users/${ada.id}`, { token })
    expect(answer).toHaveStatus(204)
    expect(answer.body).toBeUndefined()
    expect(await users.get('/users/profile', { token })).toBeProblem({ status: 404, code: 'USER_NOT_FOUND' })
    expect(await users.delete(`/users/${ada.id}`, { token })).toBeProblem({ status: 404 })
    expect(await usersDb.query('SELECT 1 FROM users WHERE id = $1', [ada.id])).toEqual([])
  })

  test('does not become premium because its owner says so', async ({ users, data }) => {
    const ada = await data.create(user)
    const answer = await users.patch(
      `/users/${ada.id}`,
      { tier: 'premium' },
      { token: await tokenFor(ada.id) },
    )
    expect(answer).toBeProblem({ status: 400, detail: /tier: is not known/ })
  })

  test('cannot take the e-mail of another', async ({ users, data }) => {
    const [ada, grace] = [await data.create(user), await data.create(user)]
    const token = await tokenFor(ada.id)
    const answer = await users.patch(`/users/${ada.id}`, { email: grace.email }, { token })
    expect(answer).toBeProblem({ status: 409, code: 'EMAIL_ALREADY_REGISTERED' })
    expect((await users.get<User>(`/users/${ada.id}`)).body.email).toBe(ada.email)
  })

  test('can be written in another case by its owner', async ({ users, data }) => {
    const ada = await data.create(user)
    const email = ada.email.replace('example', 'EXAMPLE')
    const answer = await users.patch(`/users/${ada.id}`, { email }, { token: await tokenFor(ada.id) })
    expect(answer).toHaveStatus(200)
  })

  test.for(['put', 'patch', 'delete', 'orders'] as const)(
    'is closed to others: %s',
    async (what, { users, data }) => {
      const [ada, eve] = [await data.create(user), await data.create(user)]
      const options = { token: await signIn(users, eve) }
      const path = `/users/${ada.id}`
      const answer = await {
        put: () => users.put(path, { name: 'Eve' }, options),
        patch: () => users.patch(path, { name: 'Eve' }, options),
        delete: () => users.delete(path, options),
        orders: () => users.get(`${path}/orders`, options),
      }[what]()
      expect(answer).toBeProblem({ status: 403, code: 'FORBIDDEN' })
      expect((await users.get<User>(path)).body.name).toBe(ada.name)
    },
  )
})

test('the document is served beside what it describes', async ({ users }) => {
  const answer = await users.get<{ paths: object }>('/openapi.json')
  expect(answer).toHaveStatus(200)
  expect(Object.keys(answer.body.paths)).toContain('/users/{id}/orders')
})

test('the health names every store of the service', async ({ users }) => {
  const answer = await eventually(async () => {
    const health = await users.get('/health')
    return health.status === 200 && health
  })
  await expect(answer).toMatchSchema('Health')
  expect(answer.body).toEqual({
    status: 'healthy',
    service: 'users',
    checks: { database: 'healthy', redis: 'healthy', broker: 'healthy' },
  })
})
