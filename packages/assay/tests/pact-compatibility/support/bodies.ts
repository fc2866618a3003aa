import { isDeepStrictEqual } from 'node:util'
import { buildBody } from '../../../src/contract/consumer/build-body.ts'
import { formatOf, parseContentType } from '../../../src/contract/matching/content-type.ts'
import type { Body } from '../../../src/contract/model/body.ts'
import type { HttpPart } from '../../../src/contract/model/pact.ts'
import { readBodyFixture, readFixture, type TypedBody } from './fixtures.ts'

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
}

/** What is known about the type of a body besides the body. */
export interface KnownTypes {
  /** By a column of the table. */
  readonly said?: string | undefined
  /** By the part that gets the body. */
  readonly before?: string | undefined
}

/** A body as a table says it: `JSON: …`, `XML: …`, `file: …`, `EMPTY`, or its text. */
export function bodyOf(cell: string, { said, before }: KnownTypes = {}): TypedBody {
  const [, kind, rest = ''] = /^(JSON|XML|file):\s*([\s\S]*)$/.exec(cell) ?? []
  switch (kind) {
    case 'JSON':
      return { bytes: Buffer.from(rest), contentType: said ?? 'application/json' }
    case 'XML':
      return { bytes: Buffer.from(rest), contentType: said ?? 'application/xml' }
    case 'file': {
      if (rest.endsWith('-body.xml')) return readBodyFixture(rest)
      const byName = TYPES[rest.split('.').at(-1) ?? '']
      return { bytes: readFixture(rest), contentType: said ?? byName ?? before ?? 'text/plain' }
    }
    default:
      return { bytes: Buffer.from(cell === 'EMPTY' ? '' : cell), contentType: said ?? before ?? 'text/plain' }
  }
}

/** A body as a pact holds it. */
export function toBody({ bytes, contentType }: TypedBody): Body {
  return bytes.length === 0 ? { kind: 'empty' } : buildBody(bytes, contentType, 'request').body
}

/** A request or response with this body, and a header for its type. */
export function withBody<Part extends HttpPart>(part: Part, body: TypedBody): Part {
  const others = Object.entries(part.headers).filter(([name]) => name.toLowerCase() !== 'content-type')
  const headers = { ...Object.fromEntries(others), 'Content-Type': [body.contentType] }
  return { ...part, headers, body: toBody(body) }
}

/** The content type that the headers of a part say. */
export function contentTypeIn({ headers }: Pick<HttpPart, 'headers'>): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1][0]
}

/** Whether bytes say what a body says: of JSON the values count, of anything else every byte. */
export function isSameBody(actual: Uint8Array | undefined, { bytes, contentType }: TypedBody): boolean {
  if (actual === undefined) return false
  if (formatOf(parseContentType(contentType)) !== 'json') return bytes.equals(actual)
  return isDeepStrictEqual(
    JSON.parse(Buffer.from(actual).toString('utf8')),
    JSON.parse(bytes.toString('utf8')),
  )
}
