const SECRET_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization', 'set-cookie', 'x-api-key'])
const SECRET_FIELDS =
  /("?(?:password|access_token|refresh_token|client_secret|secret)"?\s*[:=]\s*)("[^"]*"|[^&\s,}]*)/gi
const MAX_SHOWN_CHARACTERS = 4_096

/** Headers as they may be kept: what proves an identity is replaced. */
export function redactHeaders(headers: Iterable<[string, string]>): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const [name, value] of headers) shown[name] = SECRET_HEADERS.has(name.toLowerCase()) ? '***' : value
  return shown
}

/** The beginning of a body, without the values of fields that hold secrets. */
export function redactBody(body: string | undefined): string | undefined {
  if (body === undefined || body === '') return undefined
  const cut = body.length > MAX_SHOWN_CHARACTERS
  const shown = body.slice(0, MAX_SHOWN_CHARACTERS).replace(SECRET_FIELDS, '$1"***"')
  return cut ? `${shown}… (${body.length} characters)` : shown
}
