import type { Json, JsonObject } from '../model/json.ts'
import type { HttpInteraction, HttpPart } from '../model/pact.ts'
import { targetOf } from '../provider/outgoing-request.ts'

/**
 * A pact of one interaction in the form that the comparator reads best. It knows the layout of
 * version 4, but takes the values of its queries for encoded ones; in that of version 1, with one
 * text for the query and bodies as they are, every interaction can be said.
 */
export function comparablePact({ description, request, response }: HttpInteraction): JsonObject {
  const target = targetOf(request)
  const query = target.slice(targetOf({ ...request, query: {} }).length + 1)
  const asked = { method: request.method, path: targetOf({ ...request, query: {} }), query }
  return {
    interactions: [
      {
        description,
        request: { ...asked, ...partOf(request) },
        response: { status: response.status, ...partOf(response) },
      },
    ],
  }
}

function partOf(part: HttpPart): JsonObject {
  const body = bodyOf(part)
  return { headers: headersOf(part), ...(body === undefined ? {} : { body }) }
}

function headersOf({ headers, body }: HttpPart): Record<string, string> {
  const joined = Object.entries(headers).map(([name, values]) => [name, values.join(', ')] as const)
  const isTyped = joined.some(([name]) => name.toLowerCase() === 'content-type')
  // Version 4 may say the type only with the body.
  if (!isTyped && body.kind === 'present' && body.contentType !== undefined)
    return Object.fromEntries([...joined, ['Content-Type', body.contentType]])
  return Object.fromEntries(joined)
}

function bodyOf({ body }: HttpPart): Json | undefined {
  switch (body.kind) {
    case 'missing':
      return undefined
    case 'null':
      return null
    case 'empty':
      return ''
    case 'present':
      return body.json ?? body.bytes.toString('utf8')
  }
}
