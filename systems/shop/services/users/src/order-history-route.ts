import { bearer, requireToken } from '@shop/service-kit/authentication'
import { identifier } from '@shop/service-kit/identifier'
import { callNeighbour } from '@shop/service-kit/neighbour'
import { pageOf, pageQuery } from '@shop/service-kit/page'
import {
  dependencyUnavailable,
  forbidden,
  problemAnswers,
  tokenProblems,
  validationFailed,
} from '@shop/service-kit/problem'
import type { Server } from '@shop/service-kit/server'
import { z } from 'zod'
import type { Dependencies } from './dependencies.ts'
import { userNotFound } from './problems.ts'
import { requireOwn } from './user-routes.ts'

/** What this service relies on in an order; the rest is passed on as it is. */
export const orderSchema = z.looseObject({
  id: identifier,
  number: z.string(),
  status: z.string(),
  total: z.number(),
  createdAt: z.string(),
})

const orderHistorySchema = pageOf(orderSchema).meta({
  id: 'OrderHistory',
  examples: [
    {
      items: [
        {
          id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
          number: 'ORD-7ZK3M9QX4T',
          status: 'confirmed',
          total: 56.98,
          createdAt: '2026-01-15T10:00:00.000Z',
        },
      ],
      total: 1,
      limit: 20,
      offset: 0,
    },
  ],
})

/** Registers `GET /users/{id}/orders`: what the owner of the account has ordered, as the orders service tells. */
export function registerOrderHistory(
  server: Server,
  { orders, tokens }: Pick<Dependencies, 'orders' | 'tokens'>,
): void {
  const kinds = [...tokenProblems, forbidden, userNotFound]
  const schema = {
    operationId: 'listOrdersOfUser',
    summary: 'What the owner of the account has ordered, newest first',
    tags: ['users'],
    security: bearer,
    params: z.object({ id: identifier }),
    querystring: pageQuery,
    response: {
      200: orderHistorySchema,
      ...problemAnswers(validationFailed, ...kinds, dependencyUnavailable),
    },
  }
  const options = { schema, config: { unknownId: userNotFound }, onRequest: requireToken(tokens) }
  server.get('/users/:id/orders', options, async (request) => {
    requireOwn(request)
    const { limit, offset } = request.query
    const answer = await callNeighbour(orders, {
      path: `/orders?limit=${limit}&offset=${offset}`,
      headers: { authorization: request.headers.authorization ?? '' },
      schema: orderHistorySchema,
    })
    if (answer.ok) return answer.body
    throw dependencyUnavailable(`The orders service refused the request with ${answer.status}.`)
  })
}
