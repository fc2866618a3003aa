import type { OpenapiDocument } from '../../openapi/document.ts'
import { isJsonObject } from '../../openapi/json.ts'
import { matchOperation } from '../../openapi/match-operation.ts'
import { nameOf, undocumentedOperation } from '../../openapi/operation-name.ts'
import { operationsOf } from '../../openapi/read-operations.ts'
import { shorten } from '../matching/mismatch.ts'
import type { HttpInteraction } from '../model/pact.ts'
import type { ComparatorResult } from './comparator.ts'
import type { DocumentFinding } from './document-finding.ts'
import { withoutRequestSchemas } from './request-schemas.ts'

/** Where a result comes from. */
export interface Compared {
  readonly interaction: HttpInteraction
  readonly document: OpenapiDocument
  readonly writtenPaths: ReadonlyMap<string, string>
}

/** A result of the comparator for people; nothing for one that only informs. */
export function readResult(result: ComparatorResult, compared: Compared): DocumentFinding[] {
  const { code, type, mockDetails, specDetails } = result
  if (type === 'info') return []
  const where = placeInPact(mockDetails?.location ?? '')
  const extra = /must NOT have additional properties - (.+)$/s.exec(result.message)?.[1]
  const value = mockDetails?.value
  return [
    {
      ...{ kind: 'pact', code, severity: type },
      sentence: sentenceOf(result, compared),
      where: extra === undefined ? where : `${where}.${extra}`,
      inDocument: placeOf(specDetails, compared),
      ...unlessEmpty('documented', documentedIn(result)),
      ...unlessEmpty('actual', shownValue(extra !== undefined && isJsonObject(value) ? value[extra] : value)),
    },
  ]
}

function unlessEmpty(name: 'documented' | 'actual', text: string): Partial<DocumentFinding> {
  return text === '' ? {} : { [name]: text }
}

/** `[root].interactions[0].response.body.items.0.price` is `response.body.items[0].price`. */
function placeInPact(location: string): string {
  const place = location.replace(/^\[root\]\.interactions\[0\]\.?/, '')
  return place.replaceAll(/(?<=\.body\b.*)\.(\d+)(?=\.|$)/g, '[$1]')
}

/** Of what the comparator gives, what would be right. Where a thing is missing, that is all around it. */
function documentedIn({ code, message, specDetails }: ComparatorResult): string {
  const value = specDetails?.value
  if (code === 'response.status.unknown' && isJsonObject(value)) return Object.keys(value).join(', ')
  const isAbsence = !code.endsWith('.incompatible') || message.includes('additional properties')
  return isAbsence ? '' : shownValue(value)
}

/** `where` says already which part is incompatible. */
function sentenceOf({ code, message }: ComparatorResult, { interaction, document }: Compared): string {
  if (code === 'request.path-or-method.unknown') return unknownRequest(interaction, document)
  return message
    .replace(/^(?:Request body|Response body|Value) is incompatible with [^:]+: /, '')
    .replace(/^must NOT have additional properties - .+$/s, 'the document has no such property')
    .replace(/(?<= )(?:the )?spec file\b/, 'the document')
    .replace(/(?<= )the spec\b/, 'the document')
}

/** The comparator says the same of a path that is unknown and of one with a parameter of another type. */
function unknownRequest({ request }: HttpInteraction, document: OpenapiDocument): string {
  const method = request.method.toUpperCase()
  const match = documentedOperation(document, request)
  if (match === undefined) return undocumentedOperation(document, `${method} ${request.path}`)
  const values = Object.entries(match.params).map(([name, value]) => `${name} "${value}"`)
  return `${method} ${request.path} has in its path what ${nameOf(match.operation)} does not take: ${values.join(', ')}`
}

/** The path of a pact may leave out the path of the server. */
function documentedOperation(document: OpenapiDocument, { method, path }: HttpInteraction['request']) {
  const basePaths = new Set(['', ...operationsOf(document).flatMap((operation) => operation.basePaths)])
  return [...basePaths]
    .map((basePath) => matchOperation(document, method, `${basePath}${path}`))
    .find((match) => match !== undefined)
}

/** `GET /products/{id} responses.200.content.application/json.schema.properties.id.type` */
function placeOf(details: ComparatorResult['specDetails'], { writtenPaths }: Compared): string {
  const { location = '', pathName, pathMethod } = details ?? {}
  if (typeof pathName !== 'string' || typeof pathMethod !== 'string')
    return location.replace(/^\[root\]\.?/, '')
  const below = location.slice(`[root].paths.${pathName}.${pathMethod}`.length).replace(/^\./, '')
  const path = writtenPaths.get(pathName) ?? pathName
  return `${pathMethod.toUpperCase()} ${path} ${withoutRequestSchemas(below)}`.trimEnd()
}

function shownValue(value: unknown): string {
  return value === undefined ? '' : shorten(JSON.stringify(value))
}
