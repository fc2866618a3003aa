import { configurationError } from '../errors/assay-error.ts'
import { readableError } from '../errors/readable-error.ts'
import type { OpenapiDocument } from '../openapi/document.ts'
import type { ProvidedSystem } from './provided-system.ts'

const documents = new Map<string, Promise<OpenapiDocument>>()

/** A service's OpenAPI document, read once per worker. */
export function documentOf(service: string, { services }: ProvidedSystem): Promise<OpenapiDocument> {
  const file = services[service]?.openapi
  if (file === undefined) throw readableError(noDocument(service, Object.keys(services)))
  const known = documents.get(file) ?? load(file)
  documents.set(file, known)
  return known
}

async function load(file: string): Promise<OpenapiDocument> {
  try {
    const { loadOpenapi } = await import('../openapi/load-openapi.ts')
    return await loadOpenapi(file)
  } catch (error) {
    throw readableError(error)
  }
}

function noDocument(service: string, known: readonly string[]) {
  return configurationError({
    code: 'no_openapi',
    message: `"${service}" has no OpenAPI document to check against.`,
    evidence: [`services: ${known.join(', ')}`],
    fix: `declare services.${service}.openapi`,
  })
}
