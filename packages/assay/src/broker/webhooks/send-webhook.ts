import { messageOf } from '../../errors/assay-error.ts'
import type { WebhookRequest } from '../store/webhooks.ts'
import { fillBody, fillText, type TemplateValues } from './fill-template.ts'
import { secretsOf, shownValue, withoutSecretQuery, withoutTexts } from './secrets.ts'

const MAX_LOGGED_CHARACTERS = 4_000

/** How one attempt to send a webhook went. */
export interface Attempt {
  readonly isSuccess: boolean
  /** What was sent and answered, without secrets. */
  readonly log: string
}

/** How a webhook is sent. */
export interface Sending {
  readonly signal: AbortSignal
  /** Whether people may read what is answered: it may come from any server that the broker can reach. */
  readonly isAnswerShown: boolean
}

/** Sends a request once. Never throws: what goes wrong is in the log. */
export async function sendWebhook(
  request: WebhookRequest,
  values: TemplateValues,
  { signal, isAnswerShown }: Sending,
): Promise<Attempt> {
  const url = fillText(request.url, values, encodeURIComponent)
  const sent = [`${request.method} ${withoutSecretQuery(url)}`]
  let secrets: readonly string[] = []
  try {
    const headers = headersOf(request, values)
    secrets = secretsOf(url, headers, request)
    const body = bodyOf(request, values)
    sent.push(...[...headers].map(([name, value]) => `${name}: ${shownValue(name, value)}`))
    if (body !== undefined) sent.push('', body.slice(0, MAX_LOGGED_CHARACTERS))
    // A redirect could lead to where nobody meant to send anything.
    const response = await fetch(url, { method: request.method, headers, body, redirect: 'manual', signal })
    const answer = await firstCharacters(response)
    const shown = isAnswerShown
      ? answer
      : '(what it answered is shown when --webhook-hosts says who may be called)'
    sent.push('', `answered ${response.status} ${response.statusText}`.trimEnd(), answer === '' ? '' : shown)
    return { isSuccess: response.ok, log: withoutTexts(sent.join('\n'), secrets) }
  } catch (error) {
    sent.push('', `failed: ${causeOf(error)}`)
    return { isSuccess: false, log: withoutTexts(sent.join('\n'), secrets) }
  }
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
