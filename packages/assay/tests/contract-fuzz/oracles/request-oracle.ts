import { toString as textAt } from 'node:ffi'
import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { text as readText } from 'node:stream/consumers'
import type { FuzzRequest, FuzzRules, HeaderList, Outcome, RequestCase } from '../fuzz-case.ts'
import { bodyText, contentTypeIn, queryText } from '../render-body.ts'
import { type CoreMismatch, mismatchOutcome } from './core-mismatch.ts'
import { library, SPECIFICATIONS } from './native-library.ts'
import { sentHeaders } from './sent-headers.ts'

export interface RequestAnswer {
  readonly outcome: Outcome
  /** The pact as pact-core has written it. */
  readonly pact: string
}

const HOST = '127.0.0.1'
const REQUEST_PART = 0

/** Has a mock server of pact-core, one for the case alone, compare a request. */
export async function askAboutRequest(one: RequestCase, directory: string): Promise<RequestAnswer> {
  const consumer = `web-${nextNumber()}`
  const handle = library.pactffi_new_pact(consumer, 'orders')
  try {
    library.pactffi_with_specification(handle, SPECIFICATIONS['4.0'])
    const isAccepted = expectRequest(library.pactffi_new_interaction(handle, 'a request'), one)
    if (!isAccepted) return { outcome: { verdict: 'refused' }, pact: '' }
    library.pactffi_pact_handle_write_file(handle, directory, 1)
    const pact = await readFile(join(directory, `${consumer}-orders.json`), 'utf8')
    const port = library.pactffi_create_mock_server_for_transport(handle, HOST, 0, 'http', '')
    if (port <= 0) throw new Error(`pact-core started no mock server: ${port}.`)
    try {
      const status = await send(one.actual, port)
      return { outcome: outcomeOf(one, status, mismatchesAt(port)), pact }
    } finally {
      library.pactffi_cleanup_mock_server(port)
    }
  } finally {
    library.pactffi_free_pact_handle(handle)
  }
}

let started = 0
function nextNumber(): number {
  started += 1
  return started
}

function expectRequest(interaction: number, { expected, rules }: RequestCase): boolean {
  library.pactffi_with_request(interaction, expected.method, expected.path)
  expectQuery(interaction, expected.query)
  expectHeaders(interaction, expected.headers)
  const text = bodyText(expected.body)
  const contentType = contentTypeIn(expected.headers) ?? 'text/plain'
  if (text !== undefined) library.pactffi_with_body(interaction, REQUEST_PART, contentType, text)
  return expectRules(interaction, rules)
}

function expectQuery(interaction: number, query: FuzzRequest['query']): void {
  for (const [name, values] of query) {
    for (const [index, value] of values.entries()) {
      const json = value === null ? null : JSON.stringify({ value })
      library.pactffi_with_query_parameter_v2(interaction, name, BigInt(index), json as string)
    }
  }
}

function expectHeaders(interaction: number, headers: HeaderList): void {
  for (const [name, values] of headers) {
    const json = JSON.stringify({ value: values })
    library.pactffi_with_header_v2(interaction, REQUEST_PART, name, 0n, json)
  }
}

function expectRules(interaction: number, rules: FuzzRules): boolean {
  const isAccepted = library.pactffi_with_matching_rules(interaction, REQUEST_PART, JSON.stringify(rules))
  return Boolean(isAccepted)
}

/** Sends a request and answers with the status that came. */
function send({ method, path, query, headers, body }: FuzzRequest, port: number): Promise<number> {
  const search = queryText(query)
  const bytes = bodyText(body)
  const length = bytes === undefined ? {} : { 'content-length': Buffer.byteLength(bytes) }
  const options = {
    host: HOST,
    port,
    method,
    path: encodeURI(path) + (search === '' ? '' : `?${search}`),
    headers: { ...sentHeaders(headers), ...length },
    agent: false,
  }
  return new Promise((resolve, reject) => {
    const sent = request(options, async (response) => {
      await readText(response)
      resolve(response.statusCode ?? 0)
    })
    sent.once('error', reject)
    sent.end(bytes)
  })
}

interface RequestEvent {
  readonly type: string
  readonly mismatches?: readonly CoreMismatch[]
}

function mismatchesAt(port: number): readonly RequestEvent[] {
  const pointer = library.pactffi_mock_server_mismatches(port)
  // The mock server keeps the memory of the text.
  return pointer === 0n ? [] : JSON.parse(textAt(pointer) ?? '[]')
}

function outcomeOf(one: RequestCase, status: number, events: readonly RequestEvent[]): Outcome {
  if (status === 200) return { verdict: 'match', found: [] }
  const mismatches = events.flatMap((event) => event.mismatches ?? [])
  // A request with another method or path is another request: it does not say what else is wrong.
  if (mismatches.length === 0) return { verdict: 'mismatch' }
  return mismatchOutcome(mismatches, contentTypeIn(one.expected.headers))
}
