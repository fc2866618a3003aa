import type { Exchange } from '../model/exchange.ts'

const MAX_BODY_CHARACTERS = 1_000

/** A request and its answer in a few lines, for failure messages. */
export function describeExchange(exchange: Exchange): string[] {
  const { method, url, requestId, requestBody, status, responseHeaders, responseBody, durationMs } = exchange
  const type = responseHeaders['content-type'] ?? 'no content type'
  const answer =
    status === undefined ? `no answer: ${exchange.error}` : `${status} ${type} (${durationMs.toFixed(0)} ms)`
  return [
    `request: ${method} ${url} (X-Request-ID ${requestId})`,
    ...bodyLines(requestBody),
    `answer:  ${answer}`,
    ...bodyLines(responseBody),
  ]
}

function bodyLines(body: string | undefined): string[] {
  if (body === undefined) return []
  const shown = body.length > MAX_BODY_CHARACTERS ? `${body.slice(0, MAX_BODY_CHARACTERS)}…` : body
  return shown.split('\n').map((line) => `         ${line}`)
}
