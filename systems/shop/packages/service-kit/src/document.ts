import { writeFile } from 'node:fs/promises'
import process from 'node:process'
import type { RouteOptions } from 'fastify'
import { z } from 'zod'
import { createLogger } from './logger.ts'
import { problemSchema } from './problem.ts'
import { createServer, type Server } from './server.ts'

/** What a document is about. */
export interface DocumentOptions {
  readonly title: string
  readonly description: string
  /** Registers the routes; none of their handlers is ever called. */
  readonly register: (server: Server) => void
}

type Json = Record<string, unknown>
type Direction = 'input' | 'output'

/** What a route's `schema` holds; the declared responses are zod schemas or come from `problemAnswers`. */
interface RouteSchema extends Json {
  params?: z.ZodType
  querystring?: z.ZodType
  body?: z.ZodType
  consumes?: string[]
  response?: Record<string, z.ZodType | { description: string; content: Record<string, Media> }>
}

interface Media {
  schema: z.ZodType
  examples?: Json
}

// What no route declares: that the database is away, or that something went wrong.
const anyProblem = {
  description: 'Any other problem',
  content: { 'application/problem+json': { schema: problemSchema } },
}

/** Writes the OpenAPI document of a service, made from the schemas of its routes, to `openapi.json`. */
export async function writeDocument(options: DocumentOptions): Promise<void> {
  await writeFile('openapi.json', `${JSON.stringify(await createDocument(options), null, 2)}\n`)
  process.stdout.write(`${options.title}: openapi.json\n`)
}

/** Makes the OpenAPI document of a service from the schemas of its routes. */
export async function createDocument({ title, description, register }: DocumentOptions) {
  const routes: RouteOptions[] = []
  const server = createServer({ log: createLogger({ service: title, level: 'silent' }) })
  server.addHook('onRoute', (route) => void routes.push(route))
  register(server)
  await server.ready()

  const schemas = new ComponentSchemas()
  const paths: Record<string, Json> = {}
  for (const { url, method, schema } of routes) {
    if (method === 'HEAD' || !schema) continue
    const path = url.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = {
      ...paths[path],
      [String(method).toLowerCase()]: describeOperation(schema as RouteSchema, schemas),
    }
  }
  const securitySchemes = { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } }
  const info = { title, description, version: '1.0.0' }
  return { openapi: '3.1.0', info, paths, components: { securitySchemes, schemas: schemas.used } }
}

function describeOperation(schema: RouteSchema, schemas: ComponentSchemas): Json {
  const { params, querystring, body, consumes = ['application/json'], response = {}, ...facts } = schema
  const parameters = [...describeParameters('path', params), ...describeParameters('query', querystring)]
  const responses = Object.entries(response).map(([status, answer]) => [
    status,
    describeResponse(answer, schemas),
  ])
  return {
    ...facts,
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: { [consumes[0]!]: describeMedia({ schema: body }, 'input', schemas) },
      },
    }),
    responses: { ...Object.fromEntries(responses), default: describeResponse(anyProblem, schemas) },
  }
}

function describeParameters(place: 'path' | 'query', schema?: z.ZodType): Json[] {
  const { properties = {}, required = [] } = schema ? toJsonSchema(schema) : {}
  return Object.entries(properties).map(([name, property]) => {
    return { name, in: place, required: place === 'path' || required.includes(name), schema: property }
  })
}

function describeResponse(
  answer: NonNullable<RouteSchema['response']>[string],
  schemas: ComponentSchemas,
): Json {
  if ('content' in answer) {
    const content = Object.entries(answer.content).map(([type, media]) => [
      type,
      describeMedia(media, 'output', schemas),
    ])
    return { description: answer.description, content: Object.fromEntries(content) }
  }
  const description = answer.description ?? 'Done'
  if (answer instanceof z.ZodNull) return { description }
  return {
    description,
    content: { 'application/json': describeMedia({ schema: answer }, 'output', schemas) },
  }
}

function describeMedia({ schema, examples }: Media, direction: Direction, schemas: ComponentSchemas): Json {
  const [example] = (schema.meta()?.examples ?? []) as unknown[]
  return { schema: schemas.refer(schema, direction), ...(examples ? { examples } : { example }) }
}

/** The named schemas a document uses, each described once. */
class ComponentSchemas {
  readonly used: Record<string, Json> = {}
  readonly #known = { input: describeAll('input'), output: describeAll('output') }

  /** A reference to a named schema; every body of a service has a name. */
  refer(schema: z.ZodType, direction: Direction): Json {
    const name = schema.meta()?.id
    if (!name) throw new Error(`A body without a name: ${JSON.stringify(toJsonSchema(schema))}`)
    this.#use(name, direction)
    return { $ref: referenceTo(name) }
  }

  #use(name: string, direction: Direction): void {
    if (this.used[name]) return
    const described = this.#known[direction][name]!
    this.used[name] = described
    for (const [, child] of JSON.stringify(described).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      this.#use(child!, direction)
    }
  }
}

function describeAll(io: Direction): Record<string, Json> {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { io, uri: referenceTo, override: simplify })
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $id: _id, $schema: _schema, id: _name, ...described }]) => [
      name,
      described,
    ]),
  )
}

function toJsonSchema(schema: z.ZodType) {
  return z.toJSONSchema(schema, { io: 'input', override: simplify })
}

function referenceTo(name: string): string {
  return `#/components/schemas/${name}`
}

/** Leaves out what only says in other words what the format or the type says already. */
function simplify({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format) delete jsonSchema.pattern
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
}
