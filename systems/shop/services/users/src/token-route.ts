import { FORM, registerFormRoutes } from '@shop/service-kit/form-routes'
import { bodyProblems, problemAnswers } from '@shop/service-kit/problem'
import type { Server } from '@shop/service-kit/server'
import { z } from 'zod'
import type { Dependencies } from './dependencies.ts'
import { unmatchableHash, verifyPassword } from './password-hash.ts'
import { invalidCredentials } from './problems.ts'
import { findUserByEmail } from './user-store.ts'

const credentialsSchema = z
  .object({
    grant_type: z.literal('password').optional(),
    username: z
      .string()
      .min(1)
      .max(254)
      .regex(/^\P{Cc}*$/u),
    password: z.string().min(1).max(1000),
  })
  .meta({ id: 'Credentials', examples: [{ username: 'ada@example.com', password: 'Analytical1843' }] })

const tokenSchema = z
  .object({ access_token: z.string(), token_type: z.literal('bearer'), expires_in: z.int() })
  .meta({
    id: 'Token',
    examples: [
      { access_token: 'eyJhbGciOiJIUzI1NiJ9.e30.signature', token_type: 'bearer', expires_in: 3600 },
    ],
  })

/** Registers `POST /token`, the password grant of OAuth 2: a form in, a bearer token out. */
export function registerTokenRoute(server: Server, dependencies: Dependencies): void {
  const { database, tokens, tokenLifetimeSeconds, passwordCost } = dependencies
  const schema = {
    operationId: 'createToken',
    summary: 'Logs in',
    tags: ['tokens'],
    consumes: [FORM],
    body: credentialsSchema,
    response: { 200: tokenSchema, ...problemAnswers(...bodyProblems, invalidCredentials) },
  }
  registerFormRoutes(server, (form) => {
    form.post('/token', { schema }, async ({ body }, reply) => {
      const user = await findUserByEmail(database, body.username)
      // Without a user the same work is done, so the time taken does not tell who is registered.
      const matches = await verifyPassword(
        body.password,
        user?.password_hash ?? unmatchableHash(passwordCost),
      )
      if (!user?.active || !matches) throw invalidCredentials('The e-mail or the password is wrong.')
      const { id: sub, email, tier } = user
      reply.header('cache-control', 'no-store')
      const access_token = await tokens.sign({ sub, email, tier }, tokenLifetimeSeconds)
      return { access_token, token_type: 'bearer' as const, expires_in: tokenLifetimeSeconds }
    })
  })
}
