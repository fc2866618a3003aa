import { messageOf } from '../../errors/assay-error.ts'
import type { WebhookRequest } from '../store/webhooks.ts'
import { fillBody, fillText, type TemplateValues } from './fill-template.ts'

const MAX_LOGGED_CHARACTERS = 4_000
const SECRET_HEADER = /authorization|token|cookie|key|secret|password/i

/** How one attempt to send a webhook went. */
export interface Attempt {
  readonly isSuccess: boolean
  /** What was sent and answered, without secrets. */
  readonly log: string
}

/** Sends a request once. Never throws: what goes wrong is in the log. */
export async function sendWebhook(
  request: WebhookRequest,
  values: TemplateValues,
  signal: AbortSignal,
): Promise<Attempt> {
  const url = fillText(request.url, values, encodeURIComponent)
  const lines = [`${request.method} ${url}`]
  try {
    const headers = headersOf(request, values)
    const body = bodyOf(request, values)
    lines.push(...[...headers].map(([name, value]) => `${name}: ${shown(name, value)}`))
    if (body !== undefined) lines.push('', body.slice(0, MAX_LOGGED_CHARACTERS))
    // A redirect could lead to where nobody meant to send anything.
    const response = await fetch(url, { method: request.method, headers, body, redirect: 'manual', signal })
    const text = await firstCharacters(response)
    lines.push('', `answered ${response.status} ${response.statusText}`.trimEnd(), text)
    return { isSuccess: response.ok, log: lines.join('\n') }
  } catch (error) {
    lines.push('', `failed: ${causeOf(error)}`)
    return { isSuccess: false, log: lines.join('\n') }
  }
}

/** Headers as they may be shown to people. */
export function withoutSecrets(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, shown(name, value)]))
}

function headersOf({ headers, username, password, body }: WebhookRequest, values: TemplateValues): Headers {
  const sent = new Headers()
  for (const [name, value] of Object.entries(headers ?? {})) sent.set(name, fillText(value, values))
  if (username !== undefined && username !== null && !sent.has('authorization')) {
    const secret = Buffer.from(`${username}:${password ?? ''}`).toString('base64')
    sent.set('authorization', `Basic ${secret}`)
  }
  const isJson = typeof body === 'object' && body !== null
  if (isJson && !sent.has('content-type')) sent.set('content-type', 'application/json')
  return sent
}

function bodyOf({ body, method }: WebhookRequest, values: TemplateValues): string | undefined {
  if (body === undefined || body === null || /^(GET|HEAD)$/i.test(method)) return undefined
  const filled = fillBody(body, values)
  return typeof filled === 'string' ? filled : JSON.stringify(filled)
}

function shown(name: string, value: string): string {
  return SECRET_HEADER.test(name) ? '**********' : value
}

/** An answer may be endless; only its beginning is of interest. */
async function firstCharacters(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true })
    if (text.length >= MAX_LOGGED_CHARACTERS) break
  }
  return text.slice(0, MAX_LOGGED_CHARACTERS)
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  return messageOf(cause) || messageOf(error)
}
