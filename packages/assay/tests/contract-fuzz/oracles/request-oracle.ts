import { toString as textAt } from 'node:ffi'
import { request } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import type { FuzzRequest, Outcome, RequestCase } from '../fuzz-case.ts'
import { bodyBytes, contentTypeIn, queryText } from '../render-body.ts'
import { type CoreMismatch, mismatchOutcome } from './core-mismatch.ts'
import { library } from './native-library.ts'
import { addRequest, newPact } from './pact-writer.ts'
import { sentHeaders } from './sent-headers.ts'

export interface RequestAnswer {
  readonly outcome: Outcome
  /** The pact as pact-core has written it. */
  readonly pact: string
}

const HOST = '127.0.0.1'

/** Has a mock server of pact-core, one for the case alone, compare a request. */
export async function askAboutRequest(one: RequestCase, directory: string): Promise<RequestAnswer> {
  using pact = newPact('4.0')
  const interaction = library.pactffi_new_interaction(pact.handle, 'a request')
  const isAccepted = addRequest(interaction, { part: one.expected, rules: one.rules, generators: {} })
  if (!isAccepted) return { outcome: { verdict: 'refused' }, pact: '' }
  const text = await pact.write(directory)
  using server = startMockServer(pact.handle)
  const status = await send(one.actual, server.port)
  return { outcome: outcomeOf(one, status, mismatchesAt(server.port)), pact: text }
}

function startMockServer(pact: number) {
  const port = library.pactffi_create_mock_server_for_transport(pact, HOST, 0, 'http', '')
  if (port <= 0) throw new Error(`pact-core started no mock server: ${port}.`)
  return { port, [Symbol.dispose]: () => library.pactffi_cleanup_mock_server(port) }
}

/** Sends a request and answers with the status that came. */
function send({ method, path, query, headers, body }: FuzzRequest, port: number): Promise<number> {
  const search = queryText(query)
  const bytes = bodyBytes(body)
  const length = bytes === undefined ? {} : { 'content-length': bytes.length }
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
