import { decodeLoosely } from './decode-loosely.ts'

/** One part of a path between two slashes. `mixed` is text around parameters: `{name}.{extension}`. */
export type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'mixed'; readonly text: string; readonly pattern: RegExp; readonly names: string[] }
  | { readonly kind: 'parameter'; readonly text: string; readonly name: string }
  | { readonly kind: 'rest'; readonly text: '*' }

/**
 * Reads a template of OpenAPI as segments.
 *
 * @throws TypeError that says what is malformed.
 *
 * @example
 * parseTemplate('/products/{id}') // a literal and a parameter
 */
export function parseTemplate(template: string): Segment[] {
  if (!template.startsWith('/')) throw new TypeError(`"${template}" does not start with "/"`)
  const segments = template.slice(1).split('/').map(parseSegment)
  const names = segments.flatMap(namesOf)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new TypeError(`"${template}" has the parameter "${twice}" twice`)
  return segments
}

export function parseSegment(text: string): Segment {
  const whole = /^\{([^{}]+)\}$/.exec(text)
  if (whole?.[1] !== undefined) return { kind: 'parameter', text, name: whole[1] }
  const literals = text.split(/\{[^{}]+\}/)
  if (literals.some((literal) => /[{}]/.test(literal))) throw new TypeError(`"${text}" has unmatched braces`)
  if (literals.length === 1) return { kind: 'literal', text: decodeLoosely(text) }
  const names = [...text.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '')
  const pattern = new RegExp(`^${literals.map((literal) => escapeForPattern(literal)).join('(.+?)')}$`)
  return { kind: 'mixed', text, pattern, names }
}

/** What two templates that match the same paths have in common; the names of parameters do not matter. */
export function shapeOf(segments: readonly Segment[]): string {
  return segments.map((segment) => `/${segment.text.replaceAll(/\{[^{}]+\}/g, '{}')}`).join('')
}

/** The values of the parameters in a path that the segments match; the rest is named `*`. */
export function parametersIn(segments: readonly Segment[], path: string): Record<string, string> {
  const parts = path.slice(1).split('/')
  const parameters: Record<string, string> = {}
  for (const [index, segment] of segments.entries()) {
    const part = decodeLoosely(parts[index] ?? '')
    if (segment.kind === 'parameter') parameters[segment.name] = part
    if (segment.kind === 'rest') parameters['*'] = parts.slice(index).map(decodeLoosely).join('/')
    if (segment.kind !== 'mixed') continue
    const values = segment.pattern.exec(part)?.slice(1) ?? []
    for (const [position, name] of segment.names.entries()) parameters[name] = values[position] ?? ''
  }
  return parameters
}

/** Whether one part of a path, already decoded, fits a segment. A parameter is never empty. */
export function fits(segment: Segment, part: string): boolean {
  if (segment.kind === 'literal') return segment.text === part
  if (segment.kind === 'mixed') return segment.pattern.test(part)
  return segment.kind === 'rest' || part !== ''
}

function namesOf(segment: Segment): string[] {
  if (segment.kind === 'parameter') return [segment.name]
  return segment.kind === 'mixed' ? segment.names : []
}

function escapeForPattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
