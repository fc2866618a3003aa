import type { JsonObject } from '../json.ts'
import { patternExamples } from './pattern-examples.ts'

/** An example of each format: of the label where the format has room for one, of the number elsewhere. */
const FORMATS: Readonly<Record<string, (label: string, index: number) => string>> = {
  'date-time': (_, index) => `2024-01-01T12:${twoDigits(index)}:00Z`,
  date: (_, index) => `2024-01-${twoDigits(1 + (index % 28))}`,
  time: (_, index) => `12:${twoDigits(index)}:00Z`,
  duration: (_, index) => `P${1 + index}D`,
  email: (label) => `${label}@example.com`,
  'idn-email': (label) => `${label}@example.com`,
  hostname: (label) => `${label.slice(0, 60)}.example.com`,
  'idn-hostname': (label) => `${label.slice(0, 60)}.example.com`,
  ipv4: (_, index) => `192.0.2.${1 + index}`,
  ipv6: (_, index) => `2001:db8::${1 + index}`,
  uri: (label) => `https://example.com/${label}`,
  url: (label) => `https://example.com/${label}`,
  iri: (label) => `https://example.com/${label}`,
  'uri-reference': (label) => `/${label}`,
  'iri-reference': (label) => `/${label}`,
  'uri-template': (label) => `https://example.com/{${label.replaceAll('-', '_')}}`,
  uuid: (_, index) => `00000000-0000-4000-8000-${String(1 + index).padStart(12, '0')}`,
  'json-pointer': (label) => `/${label}`,
  'relative-json-pointer': (label) => `1/${label}`,
  regex: (label) => `^${label}$`,
  byte: (label) => Buffer.from(label).toString('base64'),
}

const MOST_EXAMPLES = 60

/** Different texts that a schema of a string allows, each time the same ones in the same order. */
export function* stringExamples(schema: JsonObject): Generator<string> {
  const { format, pattern } = schema
  const minLength = numberOr(schema['minLength'], 0)
  const maxLength = numberOr(schema['maxLength'], Number.POSITIVE_INFINITY)
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength
  if (typeof pattern === 'string') yield* patternExamples(pattern).filter(fits)
  const ofFormat = typeof format === 'string' ? FORMATS[format] : undefined
  for (let index = 0; index < MOST_EXAMPLES; index += 1) {
    const label = index === 0 ? 'text' : `text-${index + 1}`
    if (ofFormat === undefined) yield fitted(label, { index, minLength, maxLength })
    else
      yield* [ofFormat(label, index), ofFormat(label.padEnd(minLength, 'x'), index)].filter(fits).slice(0, 1)
  }
}

interface Length {
  readonly index: number
  readonly minLength: number
  readonly maxLength: number
}

/** The label, or, where it is too long, a short text that still differs from the others. */
function fitted(label: string, { index, minLength, maxLength }: Length): string {
  if (label.length <= maxLength) return label.padEnd(minLength, label)
  return index === 0
    ? label.slice(0, maxLength)
    : index.toString(36).padEnd(minLength, 'x').slice(0, maxLength)
}

function twoDigits(value: number): string {
  return String(value % 60).padStart(2, '0')
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}
