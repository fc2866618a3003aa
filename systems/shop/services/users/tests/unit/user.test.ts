import { beforeAll, describe, expect, test } from 'assay/test'
import { loadValidator } from '../../../../tests/published-schema.ts'
import { newUserSchema, userChangesSchema } from '../../src/user.ts'

beforeAll(loadValidator)

const ada = { email: 'ada@example.com', password: 'Analytical1843', name: 'Ada Lovelace' }

/** The fields a value is refused for. */
function wrongFields(schema: typeof newUserSchema | typeof userChangesSchema, value: object): string[] {
  const result = schema.safeParse(value)
  return result.success ? [] : result.error.issues.map(({ path }) => path.join('.'))
}

describe('a registration that is accepted is one the published schema allows', () => {
  test.for<[string, object]>([
    ['with what is needed', {}],
    ['of the youngest', { age: 13 }],
    ['of the oldest', { age: 130 }],
    ['of a premium customer', { tier: 'premium' }],
    ['with a tag in the address', { email: 'ada+shop@mail.example.co.uk' }],
    ['with a name of one letter', { name: 'A' }],
    ['with a name in another script', { name: '李 小龍' }],
    ['with a name of a hundred letters', { name: 'a'.repeat(100) }],
  ])('%s', async ([, changes]) => {
    const payload = { ...ada, ...changes }
    expect(wrongFields(newUserSchema, payload)).toEqual([])
    await expect(payload).toMatchSchema('NewUser', { service: 'users' })
  })
})

describe('a registration that the published schema rules out is refused, for the same field', () => {
  test.for<[string, object, string]>([
    ['without an e-mail', { email: undefined }, 'email'],
    ['with an e-mail without a domain', { email: 'ada@' }, 'email'],
    ['with an e-mail without a name', { email: '@example.com' }, 'email'],
    ['with a space in the e-mail', { email: 'ada love@example.com' }, 'email'],
    ['with an e-mail that is too long', { email: `${'a'.repeat(250)}@example.com` }, 'email'],
    ['without a password', { password: undefined }, 'password'],
    ['with a password that is too short', { password: 'Abcde12' }, 'password'],
    ['without a name', { name: undefined }, 'name'],
    ['with an empty name', { name: '' }, 'name'],
    ['with a name that is too long', { name: 'a'.repeat(101) }, 'name'],
    ['with a control character in the name', { name: 'Ada\u0000' }, 'name'],
    ['too young', { age: 12 }, 'age'],
    ['too old', { age: 131 }, 'age'],
    ['with an age that is not whole', { age: 13.5 }, 'age'],
    ['with an age in words', { age: '36' }, 'age'],
    ['of an unknown tier', { tier: 'gold' }, 'tier'],
  ])('%s', async ([, changes, field]) => {
    const payload = JSON.parse(JSON.stringify({ ...ada, ...changes })) as object
    expect(wrongFields(newUserSchema, payload)).toContain(field)
    await expect(payload).not.toMatchSchema('NewUser', { service: 'users' })
  })

  test('with a field nobody knows, such as one that would make an administrator', async () => {
    const payload = { ...ada, admin: true }
    expect(newUserSchema.safeParse(payload).error?.issues).toMatchObject([{ keys: ['admin'] }])
    await expect(payload).not.toMatchSchema('NewUser', { service: 'users' })
  })
})

describe('what a schema cannot say is refused all the same', () => {
  test.for<[string, object, string]>([
    ['a password without a digit', { password: 'Analytical' }, 'password'],
    ['markup in the name', { name: '<img src=x>' }, 'name'],
    ['a script in the name', { name: 'JavaScript:alert(1)' }, 'name'],
    ['a name of nothing but space', { name: '   ' }, 'name'],
  ])('%s', ([, changes, field]) => {
    expect(wrongFields(newUserSchema, { ...ada, ...changes })).toEqual([field])
  })
})

test('who says nothing of it is a regular customer, and a name is trimmed', () => {
  expect(newUserSchema.parse({ ...ada, name: '  Ada ' })).toEqual({ ...ada, name: 'Ada', tier: 'regular' })
})

describe('changes of an account', () => {
  test.for([{ name: 'Ada King' }, { age: null }, { active: false }, { email: 'countess@example.com' }])(
    'may be %o',
    async (changes) => {
      expect(wrongFields(userChangesSchema, changes)).toEqual([])
      await expect(changes).toMatchSchema('UserChanges', { service: 'users' })
    },
  )

  test.for([
    {},
    { tier: 'premium' },
    { password: 'Analytical1843' },
    { id: crypto.randomUUID() },
    { age: 12 },
  ])('may not be %o', (changes) => {
    expect(userChangesSchema.safeParse(changes).success).toBe(false)
  })
})
