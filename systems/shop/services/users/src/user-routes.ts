import { bearer, claimsOf, requireToken } from '@shop/service-kit/authentication'
import { identifier } from '@shop/service-kit/identifier'
import {
  bodyProblems,
  forbidden,
  problemAnswers,
  tokenProblems,
  validationFailed,
} from '@shop/service-kit/problem'
import type { Server } from '@shop/service-kit/server'
import { z } from 'zod'
import type { Dependencies } from './dependencies.ts'
import { hashPassword } from './password-hash.ts'
import { emailTaken, userNotFound } from './problems.ts'
import * as model from './user.ts'
import { deleteUser, findUser, insertUser, listUsers, updateUser } from './user-store.ts'

const tags = ['users']
const params = z.object({ id: identifier })
const config = { unknownId: userNotFound }

/** Registers what anyone may do: register, and look users up. */
export function registerPublicRoutes(
  server: Server,
  { database, outbox, cache, passwordCost }: Dependencies,
): void {
  const createSchema = {
    operationId: 'registerUser',
    summary: 'Registers a user, who gets a welcome mail',
    tags,
    body: model.newUserSchema,
    response: { 201: model.userSchema, ...problemAnswers(...bodyProblems, emailTaken) },
  }
  server.post('/users', { schema: createSchema }, async ({ body: { password, ...user } }, reply) => {
    const passwordHash = await hashPassword(password, passwordCost)
    const row = await outbox.transact((change) => insertUser({ ...user, passwordHash }, change))
    reply.code(201).header('location', `/users/${row.id}`)
    return model.toUser(row)
  })

  const listSchema = {
    operationId: 'listUsers',
    summary: 'The users, newest first',
    tags,
    querystring: model.userQuery,
    response: { 200: model.userPageSchema, ...problemAnswers(validationFailed) },
  }
  server.get('/users', { schema: listSchema }, async ({ query }) => {
    const { rows, total } = await listUsers(database, query)
    return { items: rows.map(model.toUser), total, limit: query.limit, offset: query.offset }
  })

  const getSchema = {
    operationId: 'getUser',
    summary: 'One user; X-Cache tells whether the answer comes from the cache',
    tags,
    params,
    response: { 200: model.userSchema, ...problemAnswers(userNotFound) },
  }
  server.get('/users/:id', { schema: getSchema, config }, async ({ params: { id } }, reply) => {
    const { user, hit } = await cache.read(id, async () => {
      const row = await findUser(database, id)
      return row && model.toUser(row)
    })
    reply.header('x-cache', hit ? 'hit' : 'miss')
    return user ?? missing(id)
  })
}

/** Registers what users may do with their own account. */
export function registerAccountRoutes(server: Server, { database, cache, tokens }: Dependencies): void {
  const onRequest = requireToken(tokens)
  const profileSchema = {
    operationId: 'getProfile',
    summary: 'The own account',
    tags,
    security: bearer,
    response: { 200: model.userSchema, ...problemAnswers(...tokenProblems, userNotFound) },
  }
  server.get('/users/profile', { schema: profileSchema, onRequest }, async (request) => {
    const { sub } = claimsOf(request)
    const row = await findUser(database, sub)
    return row ? model.toUser(row) : missing(sub)
  })

  for (const method of ['PUT', 'PATCH'] as const) {
    const schema = {
      operationId: `${method.toLowerCase()}User`,
      summary: 'Changes the given fields of the own account',
      tags,
      security: bearer,
      params,
      body: model.userChangesSchema,
      response: {
        200: model.userSchema,
        ...problemAnswers(...bodyProblems, ...tokenProblems, forbidden, userNotFound, emailTaken),
      },
    }
    server.route({
      method,
      url: '/users/:id',
      schema,
      config,
      onRequest,
      handler: async (request) => {
        const id = requireOwn(request)
        const row = await updateUser(database, id, request.body)
        await cache.forget(id)
        return row ? model.toUser(row) : missing(id)
      },
    })
  }

  const deleteSchema = {
    operationId: 'deleteUser',
    summary: 'Deletes the own account',
    tags,
    security: bearer,
    params,
    response: {
      204: z.null().meta({ description: 'Deleted' }),
      ...problemAnswers(...tokenProblems, forbidden, userNotFound),
    },
  }
  server.delete('/users/:id', { schema: deleteSchema, config, onRequest }, async (request, reply) => {
    const id = requireOwn(request)
    const deleted = await deleteUser(database, id)
    await cache.forget(id)
    if (!deleted) missing(id)
    return reply.code(204).send(null)
  })
}

/** The id in the path, if it is that of who asks. Throws FORBIDDEN otherwise. */
export function requireOwn(request: Parameters<typeof claimsOf>[0] & { params: { id: string } }): string {
  if (claimsOf(request).sub !== request.params.id)
    throw forbidden('This is only for the owner of the account.')
  return request.params.id
}

function missing(id: string): never {
  throw userNotFound(`User ${id} was not found.`)
}
