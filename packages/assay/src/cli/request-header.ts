import { configurationError } from '../errors/assay-error.ts'
import { basicAuthorization, credentialsIn } from '../http/url-credentials.ts'

const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:[ \t]*([\t\x20-\x7e\x80-\xff]*)$/
/** What the client says itself, so that it is right. */
const OWN = new Set(['host', 'content-length', 'transfer-encoding', 'connection'])

/**
 * Headers as a command line has them, `name: value`, and the one for a user and password in front
 * of the host. A name given several times becomes one header with all values.
 *
 * @throws AssayError `invalid_flag`.
 */
export function headersFrom(lines: readonly string[], url: URL): Readonly<Record<string, string>> {
  const headers = new Map<string, string>()
  const credentials = credentialsIn(url)
  if (credentials !== undefined) headers.set('authorization', basicAuthorization(credentials))
  for (const line of lines) {
    const [, name, value = ''] = HEADER.exec(line) ?? []
    if (name === undefined)
      throw invalidHeader(`"${line}" is no header.`, "write it as --header 'name: value'")
    const key = name.toLowerCase()
    if (OWN.has(key)) throw invalidHeader(`the header "${key}" follows from the request.`, 'leave it out')
    const before = headers.get(key)
    headers.set(key, before === undefined || key === 'authorization' ? value : joined(key, before, value))
  }
  return Object.fromEntries(headers)
}

function joined(name: string, before: string, value: string): string {
  return `${before}${name === 'cookie' ? '; ' : ', '}${value}`
}

function invalidHeader(problem: string, fix: string) {
  return configurationError({ code: 'invalid_flag', message: `--header: ${problem}`, fix })
}
