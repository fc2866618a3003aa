import type { ContentType } from './content-type.ts'

/** A part of a multipart body. */
export interface Part {
  /** Of its `Content-Disposition`; empty when it has none. */
  readonly name: string
  readonly index: number
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  /** A field of a form has a disposition but no file name; everything else is a file. */
  readonly isField: boolean
  /** With the transfer encoding undone. */
  readonly bytes: Buffer
}

export type ReadParts = { readonly parts: readonly Part[] } | { readonly problem: string }

const MOST_PARTS = 1_000

/** Takes a multipart body apart by the boundary of its type. */
export function readMultipart(body: Buffer, type: ContentType | undefined): ReadParts {
  const boundary = type?.parameters.find(([name]) => name === 'boundary')?.[1]
  if (boundary === undefined || boundary === '') return { problem: 'no boundary in content-type' }
  const delimiter = Buffer.from(`--${boundary}`)
  const parts: Part[] = []
  let start = nextDelimiter(body, delimiter, 0)
  while (start !== -1) {
    const from = start + delimiter.length
    if (body.subarray(from, from + 2).toString('latin1') === '--') return { parts }
    start = nextDelimiter(body, delimiter, from)
    if (start === -1) return { problem: 'the last boundary is missing' }
    if (parts.length >= MOST_PARTS) return { problem: `it has more than ${MOST_PARTS} parts` }
    parts.push(readPart(withoutLineEnds(body.subarray(from, start)), parts.length))
  }
  return parts.length > 0 ? { parts } : { problem: 'the boundary of the content type is not in the body' }
}

/** A boundary counts at the beginning of a line only. */
function nextDelimiter(body: Buffer, delimiter: Buffer, from: number): number {
  let found = body.indexOf(delimiter, from)
  while (found > 0 && body[found - 1] !== 10) found = body.indexOf(delimiter, found + 1)
  return found
}

function withoutLineEnds(bytes: Buffer): Buffer {
  const from = bytes.indexOf(10) + 1
  if (bytes.at(-1) !== 10) return bytes.subarray(from)
  return bytes.subarray(from, bytes.length - (bytes.at(-2) === 13 ? 2 : 1))
}

function readPart(bytes: Buffer, index: number): Part {
  const [head, content] = splitHead(bytes)
  const headers = readHeaders(head)
  const disposition = headers.get('content-disposition')
  const isBase64 = headers.get('content-transfer-encoding')?.toLowerCase() === 'base64'
  return {
    name: (disposition === undefined ? undefined : parameterOf(disposition, 'name')) ?? '',
    index,
    headers,
    isField: disposition !== undefined && parameterOf(disposition, 'filename') === undefined,
    bytes: isBase64 ? Buffer.from(content.toString('latin1'), 'base64') : content,
  }
}

/** A part without headers begins with an empty line. */
function splitHead(bytes: Buffer): readonly [string, Buffer] {
  if (bytes[0] === 10) return ['', bytes.subarray(1)]
  if (bytes[0] === 13 && bytes[1] === 10) return ['', bytes.subarray(2)]
  const withReturn = bytes.indexOf('\r\n\r\n')
  const without = bytes.indexOf('\n\n')
  const isWithReturn = withReturn !== -1 && (without === -1 || withReturn < without)
  const end = isWithReturn ? withReturn : without
  if (end === -1) return [bytes.toString('utf8'), Buffer.alloc(0)]
  return [bytes.toString('utf8', 0, end), bytes.subarray(end + (isWithReturn ? 4 : 2))]
}

function readHeaders(head: string): Map<string, string> {
  const lines = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  return new Map(
    lines.flatMap((line) => {
      const colon = line.indexOf(':')
      return colon === -1
        ? []
        : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const]
    }),
  )
}

function parameterOf(disposition: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(
    disposition,
  )
  return found?.[1]?.replaceAll(/\\(["\\])/g, '$1') ?? found?.[2]
}
