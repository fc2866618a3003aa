import { scenarioError } from '../scenario/scenario-error.ts'

/** Values for the parameters of a path template. */
export type PathValues = Readonly<Record<string, string | number>>

/** A path template cut at its parameters, so that filling it in is only joining. */
export interface CompiledTemplate {
  readonly text: string
  /** One more than `names`. */
  readonly literals: readonly string[]
  readonly names: readonly string[]
}

export function compileTemplate(text: string): CompiledTemplate {
  const literals = text.split(/\{[^{}]*\}/).map(encodeLiteral)
  const names = [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!)
  return { text, literals, names }
}

/** The path of one request. */
export function fillTemplate(
  { text, literals, names }: CompiledTemplate,
  values: PathValues | undefined,
): string {
  let path = literals[0]!
  for (let index = 0; index < names.length; index += 1) {
    const value = values?.[names[index]!]
    if (value === undefined) throw missingValue(text, names[index]!)
    if (value === '.' || value === '..') throw notAName(text, value)
    path += (typeof value === 'number' ? value : encodeURIComponent(value)) + literals[index + 1]!
  }
  return path
}

/** What HTTP does not allow in a path is encoded; what is encoded already stays as it is. */
function encodeLiteral(path: string): string {
  return path.replaceAll(/[^!$&-;=@-Z_a-z~%]/gu, encodeURIComponent)
}

/** Whoever reads a path takes these for the place it is in, and the place above it. */
function notAName(template: string, value: string) {
  return scenarioError(
    'invalid_scenario',
    `A value for the path ${template} is "${value}", which would lead to another path.`,
    'give it another value, or write that path itself',
  )
}

function missingValue(template: string, name: string) {
  return scenarioError(
    'invalid_scenario',
    `The path ${template} needs a value for "${name}".`,
    `give it in the options: { path: { ${name}: … } }`,
  )
}

const NUMBER = /^\d+$/
const IDENTIFIER =
  /^(?=.*\d)[0-9a-f]{8,}$|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$|^[0-9A-HJKMNP-TV-Z]{26}$/i

/**
 * A template for a path that nobody described: what looks like an identifier (a number, a UUID, a
 * ULID, long hexadecimal digits) becomes a parameter, so that a million paths are one operation.
 *
 * @example
 * guessTemplate('/users/42/orders') // '/users/{id}/orders'
 */
export function guessTemplate(path: string): string {
  return path
    .split('/')
    .map((part) => (NUMBER.test(part) || IDENTIFIER.test(part) ? '{id}' : part))
    .join('/')
}
