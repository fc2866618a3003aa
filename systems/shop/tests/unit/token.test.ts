import type { Problem } from '@shop/service-kit/problem'
import { createTokens } from '@shop/service-kit/token'
import { describe, expect, test } from 'assay/test'
import { tokenSecret } from '../../assay.config.ts'
import { forgeries, tokenFor } from '../tokens.ts'

const ada = {
  sub: '9b2d1a36-5d0e-4c59-8a3e-3a8c39a1f0c2',
  email: 'ada@example.com',
  tier: 'premium',
} as const
const tokens = createTokens(tokenSecret)

/** Why a header was refused. */
function refusal(authorization: string | undefined): Promise<Problem> {
  return tokens.verify(authorization).then(
    (claims) => expect.fail(`believed: ${JSON.stringify(claims)}`),
    (problem: Problem) => problem,
  )
}

test('a token says who its bearer is', async () => {
  const token = await tokens.sign(ada, 60)
  expect(await tokens.verify(`Bearer ${token}`)).toEqual(ada)
})

test('a token made elsewhere with the same secret is believed', async () => {
  expect(await tokens.verify(`Bearer ${await tokenFor(ada.sub, { tier: 'premium' })}`)).toEqual(ada)
})

test('a token is believed up to its last second and not after it', async ({ clock }) => {
  clock.freeze('2026-01-15T10:00:00Z')
  const token = await tokens.sign(ada, 60)
  await clock.advance(59_999)
  expect(await tokens.verify(`Bearer ${token}`)).toEqual(ada)
  await clock.advance(1)
  expect((await refusal(`Bearer ${token}`)).body.code).toBe('INVALID_TOKEN')
})

describe('a token is refused', () => {
  test.for(Object.keys(forgeries))('%s', async (kind) => {
    const { body, headers } = await refusal(`Bearer ${await forgeries[kind]!(ada.sub)}`)
    expect(body).toMatchObject({ status: 401, code: 'INVALID_TOKEN' })
    expect(headers).toEqual({ 'www-authenticate': 'Bearer error="invalid_token"' })
  })
})

test.for([
  ['no header', undefined],
  ['an empty header', ''],
  ['another scheme', 'Basic YWRhOmFkYQ=='],
  ['a scheme without a token', 'Bearer '],
  ['more than a token', 'Bearer a.b.c d'],
])('%s is no bearer token', async ([, authorization]) => {
  const { body, headers } = await refusal(authorization)
  expect(body).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
  expect(headers).toEqual({ 'www-authenticate': 'Bearer' })
})

test('the scheme may be written in any case', async () => {
  expect(await tokens.verify(`bearer ${await tokens.sign(ada, 60)}`)).toEqual(ada)
})
