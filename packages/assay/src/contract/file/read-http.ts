import type { Body } from '../model/body.ts'
import type { HttpPart, HttpRequest, HttpResponse } from '../model/pact.ts'
import { readGenerators } from './generators.ts'
import { type Headers, headerNamed, readHeaders } from './headers.ts'
import { isJsonObject, otherMembers, unlessEmpty } from './json-object.ts'
import { readLegacyBody } from './legacy-body.ts'
import { RULE_MEMBERS, readMatchingRules } from './matching-rules.ts'
import { at, failAt, type PactNode, textOf } from './pact-node.ts'
import { readQuery } from './query.ts'
import { readV4Body } from './v4-body.ts'

const PART_MEMBERS = ['headers', 'body', 'generators', ...RULE_MEMBERS]
const REQUEST_MEMBERS = ['method', 'path', 'query', ...PART_MEMBERS]
const RESPONSE_MEMBERS = ['status', ...PART_MEMBERS]

/** What is not said is `GET /`. */
export function readRequest(node: PactNode): HttpRequest {
  return {
    method: (textOf(at(node, 'method')) ?? 'GET').toUpperCase(),
    path: textOf(at(node, 'path')) ?? '/',
    query: readQuery(at(node, 'query')),
    ...readPart(node, REQUEST_MEMBERS),
  }
}

/** What is not said is 200. */
export function readResponse(node: PactNode): HttpResponse {
  return { status: statusOf(at(node, 'status')), ...readPart(node, RESPONSE_MEMBERS) }
}

/** A body in the form of the file's version. */
export function readBody(node: PactNode, contentType: string | undefined): Body {
  const isV4 = node.reading.specification === '4.0'
  return isV4 ? readV4Body(node, contentType) : readLegacyBody(node, contentType)
}

function readPart(node: PactNode, known: readonly string[]): HttpPart {
  if (node.value !== undefined && node.value !== null && !isJsonObject(node.value)) {
    return failAt(node, 'it is not an object')
  }
  const headers: Headers = readHeaders(at(node, 'headers'))
  const others = unlessEmpty(otherMembers(node.value, known))
  return {
    headers,
    body: readBody(at(node, 'body'), headerNamed(headers, 'content-type')),
    rules: readMatchingRules(node),
    generators: readGenerators(node),
    ...(others === undefined ? {} : { others }),
  }
}

function statusOf(node: PactNode): number {
  if (node.value === undefined || node.value === null) return 200
  const status = Number(textOf(node) || 'none')
  return Number.isInteger(status) && status >= 0 ? status : failAt(node, 'it is not a status')
}
