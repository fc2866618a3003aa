import { readFile, writeFile } from 'node:fs/promises'
import process from 'node:process'
import { createDocument } from '@shop/service-kit/document'
import * as problem from '@shop/service-kit/problem'
import { dependencyTimeout } from './forwarder.ts'
import { rateLimited } from './rate-limiter.ts'
import { forwarded, isPublic, type ServiceName, serviceNames } from './routing.ts'
import { registerSystemHealth } from './system-health.ts'

type Json = Record<string, unknown>

interface Document {
  paths: Record<string, Record<string, Json & { responses: Json }>>
  components: { schemas: Json }
}

// The document of the gateway is what the services behind say, seen through the gateway.
const own = await createDocument({
  title: 'shop',
  description: 'The shop as its clients see it, through the gateway.',
  register: (server) => registerSystemHealth(server, {} as Record<ServiceName, string>),
})
const documents = await Promise.all(serviceNames.map(readDocument))
const paths = Object.assign({}, ...documents.map(seenThroughGateway), own.paths)
const { Health: _health, ...schemas } = Object.assign({}, ...documents.map((d) => d.components.schemas))
const components = { ...own.components, schemas: { ...schemas, ...own.components.schemas } }
await writeFile('openapi.json', `${JSON.stringify({ ...own, paths, components }, null, 2)}\n`)
process.stdout.write('shop: openapi.json\n')

async function readDocument(service: ServiceName): Promise<Document> {
  return JSON.parse(await readFile(new URL(`../../${service}/openapi.json`, import.meta.url), 'utf8'))
}

function seenThroughGateway({ paths }: Document): Document['paths'] {
  const forwardedPaths = Object.entries(paths).filter(([path]) => path !== '/health')
  return Object.fromEntries(
    forwardedPaths.map(([path, operations]) => {
      const seen = Object.entries(operations).map(([method, operation]) => {
        const security = isPublic(method.toUpperCase(), routeOf(path)) ? [] : [{ bearer: [] }]
        const responses = { ...addedProblems(security.length > 0), ...operation.responses }
        return [method, { ...operation, security, responses }]
      })
      return [path, Object.fromEntries(seen)]
    }),
  )
}

/** The route of the gateway that serves a path of a service. */
function routeOf(path: string): string {
  return path in forwarded || path === '/token' ? path : `/${path.split('/')[1]}/*`
}

function addedProblems(protectedRoute: boolean): Json {
  const everywhere = [rateLimited, problem.dependencyUnavailable, dependencyTimeout]
  const kinds = protectedRoute ? [...problem.tokenProblems, ...everywhere] : everywhere
  const schema = { $ref: '#/components/schemas/Problem' }
  const added = Object.entries(problem.problemAnswers(...kinds)).map(([status, { description, content }]) => {
    const { examples } = content['application/problem+json']
    return [status, { description, content: { 'application/problem+json': { schema, examples } } }]
  })
  return Object.fromEntries(added)
}
