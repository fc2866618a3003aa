import path from 'node:path'
import { type HealthChecks, registerHealth } from '@shop/service-kit/health'
import { identifier } from '@shop/service-kit/identifier'
import type { Logger } from '@shop/service-kit/logger'
import type { Outbox } from '@shop/service-kit/outbox'
import { bodyProblems, defineProblem, problemAnswers, validationFailed } from '@shop/service-kit/problem'
import { serveDocument } from '@shop/service-kit/serve-document'
import { createServer, type Server } from '@shop/service-kit/server'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { findReservation } from './reservation-store.ts'
import * as model from './stock.ts'
import { countStock, findStock } from './stock-store.ts'
import type { Tables } from './tables.ts'

/** What the HTTP side of this service works with. */
export interface Dependencies {
  readonly database: Kysely<Tables>
  readonly outbox: Outbox<Tables>
  readonly checks: HealthChecks
  readonly log: Logger
}

const stockNotFound = defineProblem(404, 'STOCK_NOT_FOUND', 'Stock not found')
const reservationNotFound = defineProblem(404, 'RESERVATION_NOT_FOUND', 'Reservation not found')

/** The HTTP side of this service. */
export function createApp(dependencies: Dependencies): Server {
  const server = createServer(dependencies)
  serveDocument(server, path.join(import.meta.dirname, '../openapi.json'))
  registerRoutes(server, dependencies)
  return server
}

/** Registers everything the OpenAPI document describes. */
export function registerRoutes(server: Server, dependencies: Dependencies): void {
  registerHealth(server, { service: 'inventory', ...dependencies })
  registerStock(server, dependencies)
  registerReservations(server, dependencies)
}

function registerStock(server: Server, { database, outbox }: Dependencies): void {
  const tags = ['stock']
  const params = z.object({ productId: identifier })
  const config = { unknownId: stockNotFound }

  const listSchema = {
    operationId: 'listStock',
    summary: 'The stock of several products',
    tags,
    querystring: model.stockQuery,
    response: { 200: model.stockListSchema, ...problemAnswers(validationFailed) },
  }
  server.get('/stock', { schema: listSchema }, async ({ query }) => {
    return { items: (await findStock(database, query.productIds)).map(model.toStock) }
  })

  const getSchema = {
    operationId: 'getStock',
    summary: 'The stock of a product',
    tags,
    params,
    response: { 200: model.stockSchema, ...problemAnswers(stockNotFound) },
  }
  server.get('/stock/:productId', { schema: getSchema, config }, async ({ params: { productId } }) => {
    const [row] = await findStock(database, [productId])
    if (!row) throw stockNotFound(`The stock of product ${productId} was not found.`)
    return model.toStock(row)
  })

  const putSchema = {
    operationId: 'putStock',
    summary: 'Sets how many of a product can be sold',
    tags,
    params,
    body: model.stockCountSchema,
    response: { 200: model.stockSchema, ...problemAnswers(...bodyProblems, stockNotFound) },
  }
  server.put('/stock/:productId', { schema: putSchema, config }, async ({ params: { productId }, body }) => {
    const row = await outbox.transact((change) => countStock({ productId, ...body }, change))
    if (!row) throw stockNotFound(`Product ${productId} is no longer sold; its stock was not found.`)
    return model.toStock(row)
  })
}

function registerReservations(server: Server, { database }: Dependencies): void {
  const schema = {
    operationId: 'getReservation',
    summary: 'What is held for an order',
    tags: ['reservations'],
    params: z.object({ orderId: identifier }),
    response: { 200: model.reservationSchema, ...problemAnswers(reservationNotFound) },
  }
  const config = { unknownId: reservationNotFound }
  server.get('/reservations/:orderId', { schema, config }, async ({ params: { orderId } }) => {
    const row = await findReservation(database, orderId)
    if (!row) throw reservationNotFound(`The reservation of order ${orderId} was not found.`)
    return model.toReservation(row)
  })
}
