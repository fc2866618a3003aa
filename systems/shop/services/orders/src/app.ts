import path from 'node:path'
import { bearer, claimsOf, requireToken } from '@shop/service-kit/authentication'
import { type HealthChecks, registerHealth } from '@shop/service-kit/health'
import { identifier } from '@shop/service-kit/identifier'
import type { Logger } from '@shop/service-kit/logger'
import type { Outbox } from '@shop/service-kit/outbox'
import {
  bodyProblems,
  dependencyUnavailable,
  problemAnswers,
  tokenProblems,
  validationFailed,
} from '@shop/service-kit/problem'
import { serveDocument } from '@shop/service-kit/serve-document'
import { createServer, type Server } from '@shop/service-kit/server'
import type { Tokens } from '@shop/service-kit/token'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Neighbours } from './neighbours.ts'
import {
  newOrderSchema,
  orderPageSchema,
  orderQuery,
  orderSchema,
  statusChangeSchema,
  toOrder,
} from './order.ts'
import { changeStatus, findOrder, listOrders } from './order-store.ts'
import { placeOrder } from './place-order.ts'
import {
  insufficientInventory,
  invalidTransition,
  orderNotFound,
  priceMismatch,
  productNotFound,
  subtotalMismatch,
} from './problems.ts'
import type { Tables } from './tables.ts'

/** What the HTTP side of this service works with. */
export interface Dependencies {
  readonly database: Kysely<Tables>
  readonly outbox: Outbox<Tables>
  readonly neighbours: Neighbours
  readonly tokens: Tokens
  readonly checks: HealthChecks
  readonly log: Logger
}

const tags = ['orders']
const params = z.object({ id: identifier })

/** The HTTP side of this service. */
export function createApp(dependencies: Dependencies): Server {
  const server = createServer(dependencies)
  serveDocument(server, path.join(import.meta.dirname, '../openapi.json'))
  registerRoutes(server, dependencies)
  return server
}

/** Registers everything the OpenAPI document describes. */
export function registerRoutes(server: Server, dependencies: Dependencies): void {
  registerHealth(server, { service: 'orders', ...dependencies })
  registerOrdering(server, dependencies)
  registerReading(server, dependencies)
  registerStatus(server, dependencies)
}

function registerOrdering(server: Server, dependencies: Dependencies): void {
  const wrong = [...bodyProblems, priceMismatch, subtotalMismatch, insufficientInventory, productNotFound]
  const schema = {
    operationId: 'placeOrder',
    summary: 'Orders products; the order is pending until the inventory has answered',
    tags,
    security: bearer,
    body: newOrderSchema,
    response: { 201: orderSchema, ...problemAnswers(...wrong, ...tokenProblems, dependencyUnavailable) },
  }
  const onRequest = requireToken(dependencies.tokens)
  server.post('/orders', { schema, onRequest }, async (request, reply) => {
    const order = toOrder(await placeOrder(request.body, claimsOf(request), dependencies))
    reply.code(201).header('location', `/orders/${order.id}`)
    return order
  })
}

function registerReading(server: Server, { database, tokens }: Dependencies): void {
  const onRequest = requireToken(tokens)
  const listSchema = {
    operationId: 'listOrders',
    summary: 'Own orders, newest first',
    tags,
    security: bearer,
    querystring: orderQuery,
    response: { 200: orderPageSchema, ...problemAnswers(validationFailed, ...tokenProblems) },
  }
  server.get('/orders', { schema: listSchema, onRequest }, async (request) => {
    const { rows, total } = await listOrders(database, claimsOf(request).sub, request.query)
    return { items: rows.map(toOrder), total, limit: request.query.limit, offset: request.query.offset }
  })

  const getSchema = {
    operationId: 'getOrder',
    summary: 'One of the own orders',
    tags,
    security: bearer,
    params,
    response: { 200: orderSchema, ...problemAnswers(...tokenProblems, orderNotFound) },
  }
  const config = { unknownId: orderNotFound }
  server.get('/orders/:id', { schema: getSchema, config, onRequest }, async (request) => {
    return toOrder(await findOrder(database, request.params.id, claimsOf(request).sub))
  })
}

function registerStatus(server: Server, { outbox, tokens }: Dependencies): void {
  const schema = {
    operationId: 'changeOrderStatus',
    summary: 'Cancels, ships or delivers an order',
    tags,
    security: bearer,
    params,
    body: statusChangeSchema,
    response: {
      200: orderSchema,
      ...problemAnswers(...bodyProblems, ...tokenProblems, orderNotFound, invalidTransition),
    },
  }
  const options = { schema, config: { unknownId: orderNotFound }, onRequest: requireToken(tokens) }
  server.patch('/orders/:id/status', options, async (request) => {
    const wanted = { id: request.params.id, customerId: claimsOf(request).sub, status: request.body.status }
    return toOrder(await outbox.transact((change) => changeStatus(wanted, change)))
  })
}
