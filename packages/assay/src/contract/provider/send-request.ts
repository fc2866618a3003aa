import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { messageOf } from '../../errors/assay-error.ts'
import type { ActualResponse } from '../matching/actual.ts'
import { AnswerTooLarge, decodeContent } from './decode-content.ts'
import type { OutgoingRequest } from './outgoing-request.ts'

/** Where a request goes, and what is too much for its answer. */
export interface Destination {
  readonly url: URL
  readonly timeoutMs: number
  readonly maxBodyBytes: number
  readonly isInsecure: boolean
  readonly signal: AbortSignal | undefined
}

/** Why there is no complete answer. */
export interface NoAnswer {
  readonly reason: NoAnswerReason
  /** What the system or the parser says. */
  readonly detail: string
  readonly cause: unknown
}

export type NoAnswerReason =
  | 'aborted'
  | 'broken'
  | 'not-http'
  | 'not-sendable'
  | 'slow'
  | 'too-large'
  | 'unreachable'

export type Sent =
  | { readonly answer: ActualResponse; readonly wasRepeated: boolean }
  | { readonly none: NoAnswer }

/** Connections stay open between interactions; those nobody uses do not keep the process alive. */
const plainAgent = new HttpAgent({ keepAlive: true })
const secureAgent = new HttpsAgent({ keepAlive: true })
const insecureAgent = new HttpsAgent({ keepAlive: true, rejectUnauthorized: false })

/** As much as a head may have before it counts as endless. */
const MAX_HEAD_BYTES = 131_072

/**
 * Sends a request and reads the whole answer. Redirects are answers like others. A kept connection
 * that the provider has closed in the meantime is no answer of the provider: the request is sent
 * once more on a new one.
 */
export async function sendRequest(request: OutgoingRequest, destination: Destination): Promise<Sent> {
  const first = await exchange(request, destination)
  if (!('wasStale' in first && first.wasStale)) return first
  const second = await exchange(request, destination)
  return 'answer' in second ? { ...second, wasRepeated: true } : second
}

type Exchanged = Sent & { readonly wasStale?: boolean }

function exchange(request: OutgoingRequest, destination: Destination): Promise<Exchanged> {
  const opened = open(request, destination)
  if ('none' in opened) return Promise.resolve(opened)
  const { client } = opened
  const { timeoutMs, maxBodyBytes, signal } = destination
  return new Promise((resolve) => {
    let isAnswered = false
    const settle = (result: Exchanged) => {
      clearTimeout(deadline)
      signal?.removeEventListener('abort', interrupt)
      resolve(result)
      if ('none' in result) client.destroy()
    }
    const interrupt = () => settle(none('aborted', 'the run was interrupted'))
    const deadline = setTimeout(() => {
      settle(none('slow', isAnswered ? 'the head of the answer came, but not its end' : 'nothing came'))
    }, timeoutMs)
    signal?.addEventListener('abort', interrupt, { once: true })
    client.on('response', (response) => {
      isAnswered = true
      readAnswer(response, maxBodyBytes, settle)
    })
    client.on('error', (error: NodeJS.ErrnoException) => {
      const wasStale = client.reusedSocket && !isAnswered && /^(ECONNRESET|EPIPE)$/.test(error.code ?? '')
      settle({ ...failedBy(error, isAnswered), ...(wasStale ? { wasStale } : {}) })
    })
    client.end(request.body)
  })
}

function open(
  { method, target, headers, body }: OutgoingRequest,
  { url, isInsecure, signal }: Destination,
): { readonly client: ClientRequest } | { readonly none: NoAnswer } {
  if (signal?.aborted) return none('aborted', 'the run was interrupted')
  const isSecure = url.protocol === 'https:'
  const secure = isInsecure ? insecureAgent : secureAgent
  try {
    const client = (isSecure ? httpsRequest : httpRequest)({
      hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port,
      method,
      path: `${url.pathname.replace(/\/$/, '')}${target}`,
      headers: body === undefined ? headers : { ...headers, 'content-length': body.length },
      agent: isSecure ? secure : plainAgent,
      maxHeaderSize: MAX_HEAD_BYTES,
    })
    return { client }
  } catch (cause) {
    // A name, value or method that HTTP cannot say.
    return none('not-sendable', messageOf(cause), cause)
  }
}

function readAnswer(response: IncomingMessage, maxBytes: number, settle: (result: Exchanged) => void): void {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  response.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length
    chunks.push(chunk)
    if (sizeBytes > maxBytes) settle(none('too-large', `its body has more than ${maxBytes} bytes`))
  })
  response.on('end', () => settle(toAnswer(response, Buffer.concat(chunks), maxBytes)))
  response.on('error', (error) => settle(failedBy(error, true)))
  response.on('close', () => {
    if (!response.complete) settle(none('broken', 'the connection closed in the middle of the answer'))
  })
}

function toAnswer(response: IncomingMessage, bytes: Buffer, maxBytes: number): Exchanged {
  const headers: Record<string, string[]> = {}
  const { rawHeaders } = response
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!.toLowerCase()
    headers[name] ??= []
    headers[name].push(rawHeaders[index + 1]!)
  }
  try {
    const body = decodeContent(bytes, response.headers['content-encoding'], maxBytes)
    return { answer: { status: response.statusCode ?? 0, headers, body }, wasRepeated: false }
  } catch (cause) {
    const reason = cause instanceof AnswerTooLarge ? 'too-large' : 'broken'
    return none(reason, messageOf(cause), cause)
  }
}

function failedBy(error: NodeJS.ErrnoException, isAnswered: boolean): { readonly none: NoAnswer } {
  const { code = '' } = error
  // Several addresses that all failed are an error without a message of its own.
  const message = error.message || code
  if (code === 'HPE_HEADER_OVERFLOW')
    return none('too-large', `its head has more than ${MAX_HEAD_BYTES} bytes`, error)
  if (code.startsWith('HPE_')) return none('not-http', message, error)
  if (isAnswered || code === 'ECONNRESET' || code === 'EPIPE') {
    const when = isAnswered ? 'in the middle of the answer' : 'without an answer'
    return none('broken', `the connection closed ${when} (${message})`, error)
  }
  return none('unreachable', message, error)
}

function none(reason: NoAnswerReason, detail: string, cause?: unknown): { readonly none: NoAnswer } {
  return { none: { reason, detail, cause } }
}
