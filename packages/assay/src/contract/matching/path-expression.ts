import { configurationError } from '../../errors/assay-error.ts'

/** A part of a path expression. `*` in brackets is for indexes only, after a dot for any name. */
export type PathToken =
  | { readonly kind: 'root' | 'any-name' | 'any-index' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }

/**
 * Reads a path expression: `$.items[*].name`, `$['a b'][0].*`. The empty one has no tokens and is
 * for everything; one that does not begin with `$` begins with a name.
 *
 * @throws `invalid_path_expression` for anything else
 */
export function parsePathExpression(expression: string): readonly PathToken[] {
  if (expression === '') return []
  const tokens: PathToken[] = [{ kind: 'root' }]
  let position = 1
  if (!expression.startsWith('$')) {
    if (!/^[\p{L}\p{N}]/u.test(expression)) throw invalid(expression, 0)
    position = readName(expression, 0, tokens)
  }
  while (position < expression.length) {
    const sign = expression[position]
    if (sign === '.') position = readAfterDot(expression, position + 1, tokens)
    else if (sign === '[') position = readBracket(expression, position + 1, tokens)
    else throw invalid(expression, position)
  }
  return tokens
}

/** What a name may consist of without brackets and quotes. */
const NAME = /[\p{Alphabetic}\p{N}_\-:#@]+/uy

function readName(expression: string, from: number, tokens: PathToken[]): number {
  NAME.lastIndex = from
  const name = NAME.exec(expression)?.[0]
  if (name === undefined) throw invalid(expression, from)
  tokens.push({ kind: 'name', name })
  return from + name.length
}

function readAfterDot(expression: string, from: number, tokens: PathToken[]): number {
  if (expression[from] !== '*') return readName(expression, from, tokens)
  tokens.push({ kind: 'any-name' })
  return from + 1
}

function readBracket(expression: string, from: number, tokens: PathToken[]): number {
  if (expression[from] === "'") return readQuoted(expression, from + 1, tokens)
  const end = expression.indexOf(']', from)
  const inside = expression.slice(from, end === -1 ? undefined : end)
  if (inside === '*') tokens.push({ kind: 'any-index' })
  else if (/^\d+$/.test(inside)) tokens.push({ kind: 'index', index: Number(inside) })
  else throw invalid(expression, from)
  if (end === -1) throw invalid(expression, expression.length)
  return end + 1
}

/** Escapes of `'` and `\` are what {@link formatPath} writes; other backslashes stand for themselves. */
function readQuoted(expression: string, from: number, tokens: PathToken[]): number {
  let name = ''
  let position = from
  while (position < expression.length && expression[position] !== "'") {
    const next = expression[position + 1]
    const isEscape =
      expression[position] === '\\' && (next === '\\' || (next === "'" && hasEnd(expression, position + 2)))
    if (isEscape) position += 1
    name += expression[position]
    position += 1
  }
  if (name === '' || expression.slice(position, position + 2) !== "']") throw invalid(expression, position)
  tokens.push({ kind: 'name', name })
  return position + 2
}

/** Tools that do not escape write `['it\']`: a quote is escaped only if another one ends the name. */
function hasEnd(expression: string, from: number): boolean {
  return expression[from] !== ']' && expression.includes("']", from)
}

/** The path of a value as an expression: `$.items[0]['full name']`. */
export function formatPath(parts: readonly (string | number)[]): string {
  let text = '$'
  for (const part of parts) text += formatPart(part)
  return text
}

function formatPart(part: string | number): string {
  if (typeof part === 'number' || /^\d+$/.test(part)) return `[${part}]`
  if (part === '*') return '.*'
  if (part === '[*]') return '[*]'
  if (/^[_A-Za-z][_A-Za-z0-9]*$/.test(part)) return `.${part}`
  return `['${part.replaceAll(/[\\']/g, (sign) => `\\${sign}`)}']`
}

function invalid(expression: string, position: number): Error {
  const isAtEnd = position >= expression.length
  return configurationError({
    code: 'invalid_path_expression',
    message: `"${expression}" is not a path expression: ${isAtEnd ? 'it ends too early' : `"${expression[position]}" at ${position} is not expected there`}.`,
    fix: "write paths such as $.items[*].name or $['full name'][0]",
  })
}
