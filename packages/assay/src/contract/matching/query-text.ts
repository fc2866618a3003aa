import { decodeLoosely } from '../../openapi/decode-loosely.ts'

/** Parameters by name, each with its values; `null` is a name without `=`. */
export type Parameters = Readonly<Record<string, readonly (string | null)[]>>

/** Takes a query or a form apart; what cannot be decoded stays as it is. */
export function readParameters(text: string): Parameters {
  const parameters: Record<string, (string | null)[]> = Object.create(null)
  for (const part of text.split('&')) {
    if (part === '') continue
    const equals = part.indexOf('=')
    const name = decode(equals === -1 ? part : part.slice(0, equals))
    const value = equals === -1 ? null : decode(part.slice(equals + 1))
    parameters[name] ??= []
    parameters[name].push(value)
  }
  return parameters
}

function decode(text: string): string {
  return decodeLoosely(text.replaceAll('+', ' '))
}
