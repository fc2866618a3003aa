import { parseQuery } from '../../../src/contract/file/query.ts'
import { readPact } from '../../../src/contract/file/read-pact.ts'
import type { Json, JsonObject } from '../../../src/contract/model/json.ts'
import type { HttpInteraction, HttpRequest, HttpResponse } from '../../../src/contract/model/pact.ts'
import { bodyOf, contentTypeIn, withBody } from './bodies.ts'
import { jsonOf } from './fixtures.ts'
import { scenario } from './scenario.ts'
import { headersOf, type Row, refuseOthers } from './tables.ts'

const REQUEST = ['method', 'path', 'query', 'headers', 'content type', 'body', 'matching rules', 'generators']
const RESPONSE = ['status', 'headers', 'content type', 'body', 'matching rules', 'generators']

/** An interaction as a row of a table says it. */
export function interactionFrom(row: Row): HttpInteraction {
  const { No: number = '', desc: _onlyForPeople, ...cells } = row
  const [request, response] = [onlyOf(cells, false), onlyOf(cells, true)]
  const interaction = readInteraction({ description: `interaction ${number}` })
  return {
    ...interaction,
    request: changedRequest(interaction.request, request),
    response: changedResponse(interaction.response, response),
  }
}

/** A request with what a row says about it. Headers are all that it then has, besides that of its body. */
export function changedRequest(request: HttpRequest, row: Row): HttpRequest {
  refuseOthers(row, [...REQUEST, 'raw headers', 'desc'])
  const { method = request.method, path = request.path, query } = row
  const type = contentTypeIn(request)
  const kept =
    row['headers'] === undefined ? request.headers : type === undefined ? {} : { 'Content-Type': [type] }
  return {
    ...changedPart({ ...request, headers: kept }, row),
    method,
    path,
    query: query === undefined ? request.query : parseQuery(query),
  }
}

/** A response with what a row says about it. Headers are added, or take the place of their own name. */
export function changedResponse(response: HttpResponse, row: Row): HttpResponse {
  refuseOthers(row, RESPONSE)
  const { status } = row
  return { ...changedPart(response, row), status: status === undefined ? response.status : Number(status) }
}

/** Rules and generators as a pact holds them, whichever version they are written in. */
export function readRules({
  'matching rules': rules,
  generators,
}: Row): Pick<HttpRequest, 'rules' | 'generators'> {
  const { request } = readInteraction({
    request: {
      ...(rules === undefined ? {} : { matchingRules: jsonOf(rules) }),
      ...(generators === undefined ? {} : { generators: jsonOf(generators) }),
    },
  })
  return { rules: request.rules, generators: request.generators }
}

/** An interaction read as from a pact of the version of the scenario; what it leaves out is what it is by default. */
export function readInteraction(json: JsonObject): HttpInteraction {
  const { specification } = scenario()
  const type: JsonObject = specification === '4.0' ? { type: 'Synchronous/HTTP' } : {}
  const pact: Json = {
    interactions: [{ ...type, ...json }],
    metadata: { pactSpecification: { version: specification } },
  }
  return readPact(JSON.stringify(pact), 'a table').pact.interactions[0] as HttpInteraction
}

function changedPart<Part extends HttpRequest | HttpResponse>(part: Part, row: Row): Part {
  const { headers, body, 'content type': said } = row
  const withHeaders =
    headers === undefined ? part : { ...part, headers: joined(part.headers, headersFrom(headers)) }
  const before = contentTypeIn(withHeaders)
  const withRules =
    row['matching rules'] === undefined && row['generators'] === undefined
      ? withHeaders
      : { ...withHeaders, ...readRules(row) }
  return body === undefined ? withRules : withBody(withRules, bodyOf(body, { said, before }))
}

/** Read as from a pact: some headers are lists. */
function headersFrom(cell: string): HttpRequest['headers'] {
  return readInteraction({ request: { headers: Object.fromEntries(headersOf(cell)) } }).request.headers
}

/** The names of headers are the same in any case. */
function joined(headers: HttpRequest['headers'], added: HttpRequest['headers']): HttpRequest['headers'] {
  const names = new Set(Object.keys(added).map((name) => name.toLowerCase()))
  const kept = Object.entries(headers).filter(([name]) => !names.has(name.toLowerCase()))
  return { ...Object.fromEntries(kept), ...added }
}

/** `response`, `response headers` … for the response, everything else for the request. */
function onlyOf(cells: Row, isResponse: boolean): Row {
  const names: Readonly<Record<string, string>> = {
    response: 'status',
    'response content': 'response content type',
  }
  return Object.fromEntries(
    Object.entries(cells).flatMap(([column, cell]) => {
      const name = names[column] ?? column
      const isOfResponse = name === 'status' || name.startsWith('response ')
      return isOfResponse === isResponse ? [[name.replace(/^response /, ''), cell] as const] : []
    }),
  )
}

/** What a row says about a response only; its columns may be named with or without `response`. */
export function responseRow(row: Row): Row {
  return { ...onlyOf(row, false), ...onlyOf(row, true) }
}
