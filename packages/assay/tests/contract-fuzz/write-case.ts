import type { FuzzBody, FuzzMessage, FuzzResponse, FuzzRules, HeaderList } from './fuzz-case.ts'
import { bodyBytes, bodyText, contentTypeIn } from './render-body.ts'

// Pacts as texts: their numbers must stay as they are written.

/** A message of version 3. */
export function messageText({ body, metadata }: FuzzMessage, rules: FuzzRules): string {
  return objectText({
    description: '"a message"',
    metadata: JSON.stringify(metadata),
    contents: contentsText(body),
    matchingRules: JSON.stringify(rules),
  })
}

/** A pact of version 3 with that message. */
export function messagePactText(message: string): string {
  return pactText('messages', [message], '3.0.0')
}

/** An interaction of version 4 with that response. */
export function interactionText(
  path: string,
  { status, headers, body }: FuzzResponse,
  rules: FuzzRules,
): string {
  const contentType = contentTypeIn(headers)
  return objectText({
    type: '"Synchronous/HTTP"',
    description: JSON.stringify(path),
    key: JSON.stringify(path),
    request: JSON.stringify({ method: 'GET', path }),
    response: objectText({
      status: String(status),
      headers: JSON.stringify(headersJson(headers)),
      body: v4BodyText(body, contentType),
      matchingRules: JSON.stringify(rules),
    }),
  })
}

/** A pact of version 4 with those interactions. */
export function interactionsPactText(interactions: readonly string[]): string {
  return pactText('interactions', interactions, '4.0')
}

export function headersJson(headers: HeaderList): Record<string, readonly string[]> {
  return Object.fromEntries(headers)
}

function pactText(member: string, interactions: readonly string[], version: string): string {
  return objectText({
    consumer: '{"name":"web"}',
    provider: '{"name":"orders"}',
    [member]: `[${interactions.join(',\n')}]`,
    metadata: `{"pactSpecification":{"version":"${version}"}}`,
  })
}

/** Version 3 has what is no text in base64. */
function contentsText(body: FuzzBody): string | undefined {
  if (body.format === 'multipart') return JSON.stringify(bodyBytes(body)?.toString('base64'))
  const text = bodyText(body)
  return body.format === 'json' || text === undefined ? text : JSON.stringify(text)
}

function v4BodyText(body: FuzzBody, contentType: string | undefined): string | undefined {
  const content = contentsText(body)
  if (content === undefined) return undefined
  const encoded = body.format === 'bytes' || body.format === 'multipart' ? '"base64"' : 'false'
  const type = contentType === undefined ? undefined : JSON.stringify(contentType)
  return objectText({ content, contentType: type, encoded })
}

/** From JSON texts; without those members that are `undefined`. */
function objectText(members: Readonly<Record<string, string | undefined>>): string {
  const present = Object.entries(members).filter(([, text]) => text !== undefined)
  return `{${present.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`
}
