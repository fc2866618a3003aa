import type { ServerResponse } from 'node:http'
import { createRandom } from '../../base/random.ts'
import { generateResponse } from '../generators/generate-response.ts'
import type { HttpInteraction, HttpResponse } from '../model/pact.ts'
import { bytesOf } from './check-interaction.ts'
import { describeMismatch } from './describe-mismatch.ts'
import type { ExpectedInteraction, Near } from './mock-requests.ts'

/** How an answer is framed is for the server to say. */
const FRAMING = new Set(['content-length', 'transfer-encoding', 'connection'])

/** Answers as the interaction says, with new values where it has generators. */
export function sendExpected(
  { interaction, count }: ExpectedInteraction,
  { seed, url }: { readonly seed: string; readonly url: string },
  response: ServerResponse,
): void {
  const { status, headers, body } = hasGenerators(interaction)
    ? generated(interaction, `${seed} ${interaction.description} ${count}`, url)
    : interaction.response
  const bytes = bytesOf(body)
  const type = body.kind === 'null' && !hasType(headers) ? ['content-type', 'application/json'] : []
  const fields = Object.entries(headers)
    .filter(([name]) => !FRAMING.has(name.toLowerCase()))
    .flatMap(([name, values]) => values.flatMap((value) => [name, value]))
  const length = hasNoBody(status) ? [] : ['content-length', String(bytes?.length ?? 0)]
  response.writeHead(status, [...fields, ...type, ...length])
  response.end(bytes)
}

/** Tells the client, whose code shows it perhaps, that this is no answer of the provider. */
export function sendUnexpected(
  { status, title, request, near }: UnexpectedAnswer,
  response: ServerResponse,
): void {
  const body = JSON.stringify({
    title,
    request,
    near: near.map(({ description, mismatches }) => ({
      interaction: description,
      mismatches: mismatches.flatMap(describeMismatch),
    })),
  })
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

export interface UnexpectedAnswer {
  readonly status: number
  readonly title: string
  /** In one line. */
  readonly request: string
  readonly near: readonly Near[]
}

function hasGenerators({ response: { generators, rules } }: HttpInteraction): boolean {
  const lists = [...(rules.body?.values() ?? [])].flatMap((list) => list.rules)
  return Object.keys(generators).length > 0 || lists.some(({ match }) => match === 'array-contains')
}

/** Where a generator makes nothing, such as one of a provider state, the example is the answer. */
function generated({ response }: HttpInteraction, seed: string, mockServerUrl: string): HttpResponse {
  const context = {
    mode: 'consumer',
    random: createRandom(seed),
    now: new Date(),
    providerState: {},
    mockServerUrl,
  } as const
  return generateResponse(response, context).part
}

function hasType(headers: HttpResponse['headers']): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
}

function hasNoBody(status: number): boolean {
  return status === 204 || status === 304
}
