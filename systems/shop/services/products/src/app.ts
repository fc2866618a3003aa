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
import {
  catalogueQuery,
  newProductSchema,
  productChangesSchema,
  productPageSchema,
  productSchema,
  toProduct,
} from './product.ts'
import { deleteProduct, findProduct, insertProduct, listProducts, updateProduct } from './product-store.ts'
import type { Tables } from './tables.ts'

/** What the HTTP side of this service works with. */
export interface Dependencies {
  readonly database: Kysely<Tables>
  readonly outbox: Outbox<Tables>
  readonly checks: HealthChecks
  readonly log: Logger
}

const productNotFound = defineProblem(404, 'PRODUCT_NOT_FOUND', 'Product not found')
const params = z.object({ id: identifier })
const tags = ['products']

/** The HTTP side of this service. */
export function createApp(dependencies: Dependencies): Server {
  const server = createServer(dependencies)
  serveDocument(server, path.join(import.meta.dirname, '../openapi.json'))
  registerRoutes(server, dependencies)
  return server
}

/** Registers everything the OpenAPI document describes. */
export function registerRoutes(server: Server, dependencies: Dependencies): void {
  registerHealth(server, { service: 'products', ...dependencies })
  registerReading(server, dependencies)
  registerWriting(server, dependencies)
}

function registerReading(server: Server, { database }: Dependencies): void {
  const listSchema = {
    operationId: 'listProducts',
    summary: 'The catalogue, newest first',
    tags,
    querystring: catalogueQuery,
    response: { 200: productPageSchema, ...problemAnswers(validationFailed) },
  }
  server.get('/products', { schema: listSchema }, async ({ query }) => {
    const { rows, total } = await listProducts(database, query)
    return { items: rows.map(toProduct), total, limit: query.limit, offset: query.offset }
  })

  const getSchema = {
    operationId: 'getProduct',
    summary: 'One product',
    tags,
    params,
    response: { 200: productSchema, ...problemAnswers(productNotFound) },
  }
  const config = { unknownId: productNotFound }
  server.get('/products/:id', { schema: getSchema, config }, async ({ params: { id } }) => {
    return toProduct((await findProduct(database, id)) ?? missing(id))
  })
}

function registerWriting(server: Server, { database, outbox }: Dependencies): void {
  const createSchema = {
    operationId: 'createProduct',
    summary: 'Offers a product',
    tags,
    body: newProductSchema,
    response: { 201: productSchema, ...problemAnswers(...bodyProblems) },
  }
  server.post('/products', { schema: createSchema }, async ({ body }, reply) => {
    const row = await outbox.transact((change) => insertProduct(body, change))
    reply.code(201).header('location', `/products/${row.id}`)
    return toProduct(row)
  })

  const config = { unknownId: productNotFound }
  for (const method of ['PUT', 'PATCH'] as const) {
    const schema = {
      operationId: `${method.toLowerCase()}Product`,
      summary: 'Changes the fields given',
      tags,
      params,
      body: productChangesSchema,
      response: { 200: productSchema, ...problemAnswers(...bodyProblems, productNotFound) },
    }
    const url = '/products/:id'
    server.route({
      method,
      url,
      schema,
      config,
      handler: async ({ params: { id }, body }) => {
        return toProduct((await updateProduct(database, id, body)) ?? missing(id))
      },
    })
  }

  const deleteSchema = {
    operationId: 'deleteProduct',
    summary: 'Takes a product out of the catalogue',
    tags,
    params,
    response: { 204: z.null().meta({ description: 'Deleted' }), ...problemAnswers(productNotFound) },
  }
  server.delete('/products/:id', { schema: deleteSchema, config }, async ({ params: { id } }, reply) => {
    const deleted = await outbox.transact((change) => deleteProduct(id, change))
    if (!deleted) missing(id)
    return reply.code(204).send(null)
  })
}

function missing(id: string): never {
  throw productNotFound(`Product ${id} was not found.`)
}
