import type { z } from 'zod'
import { type ExactJson, parseExactly } from '../../contract/file/exact-json.ts'
import { isDeeper, MAX_NESTING } from '../../contract/file/read-pact.ts'
import { messageOf } from '../../errors/assay-error.ts'
import type { Urls } from '../hal/urls.ts'
import type { BrokerDatabase } from '../store/broker-database.ts'
import type { WebhookQueue } from '../webhooks/webhook-queue.ts'
import { Refusal, refuse } from './refusal.ts'

/** One request, and what it is answered from. */
export interface Call<Parameters = Readonly<Record<string, string>>> {
  readonly method: string
  /** As the client wrote it, below the base of the addresses. */
  readonly path: string
  readonly parameters: Parameters
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly bytes: Uint8Array
  readonly database: BrokerDatabase
  readonly urls: Urls
  readonly webhooks: WebhookQueue
}

/** Whether a client asks for a type first: people come with a browser, clients ask for JSON or anything. */
export function wants({ headers }: Pick<Call, 'headers'>, type: string): boolean {
  return String(headers['accept'] ?? '').startsWith(type)
}

/** The text of a body. */
export function bodyText({ bytes }: Pick<Call, 'bytes'>): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refuse(400, 'The body is not valid UTF-8.')
  }
}

/** The JSON of a body, its numbers as they are written; `{}` when there is no body. */
export function bodyJson(call: Pick<Call, 'bytes'>): ExactJson {
  const text = bodyText(call)
  if (text.trim() === '') return {}
  return parseJson(text, 'The body')
}

/** Reads JSON that a client has sent, or refuses it. */
export function parseJson(text: string, what: string): ExactJson {
  const value = parsed(text, what)
  if (isDeeper(value, MAX_NESTING)) throw tooDeep(what)
  return value
}

/** The body, checked; a refusal names each field that is wrong. */
export function checkedBody<Schema extends z.ZodType>(
  call: Pick<Call, 'bytes'>,
  schema: Schema,
): z.output<Schema> {
  const result = schema.safeParse(bodyJson(call))
  if (result.success) return result.data
  const problems = Map.groupBy(result.error.issues, ({ path }) => path.join('.') || 'body')
  const errors = Object.fromEntries(
    [...problems].map(([field, issues]) => [field, issues.map(({ message }) => message)]),
  )
  throw new Refusal(400, { message: 'The body is not what is expected here.', errors })
}

function parsed(text: string, what: string): ExactJson {
  try {
    return parseExactly(text)
  } catch (error) {
    // Numbers are kept as they are written by a function that calls itself for each level.
    if (error instanceof RangeError) throw tooDeep(what)
    throw refuse(400, `${what} is not valid JSON: ${messageOf(error)}`)
  }
}

function tooDeep(what: string): Refusal {
  return refuse(400, `${what} is nested more than ${MAX_NESTING} levels deep.`)
}
