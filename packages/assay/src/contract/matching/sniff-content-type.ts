import { sniffText } from './content-type.ts'

/** Where the first bytes of a type are, and which. */
interface Signature {
  readonly type: string
  readonly offset: number
  readonly bytes: Buffer
}

function signature(type: string, bytes: string, offset = 0): Signature {
  return { type, offset, bytes: Buffer.from(bytes, 'latin1') }
}

const SIGNATURES: readonly Signature[] = [
  signature('image/jpeg', '\xff\xd8\xff'),
  signature('image/png', '\x89PNG\r\n\x1a\n'),
  signature('image/gif', 'GIF8'),
  signature('image/bmp', 'BM'),
  signature('image/tiff', 'II*\0'),
  signature('image/tiff', 'MM\0*'),
  signature('image/vnd.adobe.photoshop', '8BPS'),
  signature('image/vnd.microsoft.icon', '\0\0\x01\0'),
  signature('image/avif', 'ftypavif', 4),
  signature('image/heif', 'ftypheic', 4),
  signature('application/pdf', '%PDF'),
  signature('application/gzip', '\x1f\x8b\x08'),
  signature('application/x-bzip2', 'BZh'),
  signature('application/x-xz', '\xfd7zXZ\0'),
  signature('application/zstd', '\x28\xb5\x2f\xfd'),
  signature('application/x-7z-compressed', "7z\xbc\xaf'\x1c"),
  signature('application/vnd.rar', 'Rar!\x1a\x07'),
  signature('application/x-tar', 'ustar', 257),
  signature('application/rtf', '{\\rtf'),
  signature('application/wasm', '\0asm'),
  signature('application/vnd.sqlite3', 'SQLite format 3\0'),
  signature('application/postscript', '%!'),
  signature('font/woff', 'wOFF'),
  signature('font/woff2', 'wOF2'),
  signature('font/ttf', '\0\x01\0\0\0'),
  signature('font/otf', 'OTTO\0'),
  signature('audio/mpeg', 'ID3'),
  signature('audio/mpeg', '\xff\xfb'),
  signature('audio/ogg', 'OggS'),
  signature('audio/x-flac', 'fLaC'),
  signature('audio/midi', 'MThd'),
  signature('audio/m4a', 'ftypM4A', 4),
  signature('video/mp4', 'ftyp', 4),
  signature('video/webm', '\x1aE\xdf\xa3'),
  signature('video/mpeg', '\0\0\x01\xba'),
  signature('video/x-flv', 'FLV\x01'),
]

/** The type of some bytes by how they begin; `text/plain` for text, `application/octet-stream` for others. */
export function sniffContentType(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const known = SIGNATURES.find(({ offset, bytes: wanted }) =>
    buffer.subarray(offset, offset + wanted.length).equals(wanted),
  )
  if (known !== undefined) return known.type
  if (startsWith(buffer, 'RIFF')) return riffType(buffer)
  if (startsWith(buffer, 'PK\x03\x04')) return zipType(buffer)
  return isText(buffer) ? sniffText(buffer.toString('utf8')) : 'application/octet-stream'
}

/** The sentence for bytes that are not of a type; `undefined` when they are. */
export function contentTypeProblem(expected: string, bytes: Uint8Array): string | undefined {
  const detected = sniffContentType(bytes)
  if (isSameType(expected, detected)) return undefined
  return `Expected binary contents to have content type '${expected}' but detected contents was '${detected}'`
}

/** All text is `text/plain`, whatever else it looks like. */
function isSameType(expected: string, detected: string): boolean {
  const [wanted] = expected.toLowerCase().split(';')
  if (wanted === detected) return true
  const isTextual = detected.startsWith('text/') || /[/+](?:json|xml)$/.test(detected)
  return isTextual && (wanted === 'text/plain' || (wanted === 'text/xml' && detected === 'application/xml'))
}

function startsWith(buffer: Buffer, text: string): boolean {
  return buffer.subarray(0, text.length).equals(Buffer.from(text, 'latin1'))
}

function riffType(buffer: Buffer): string {
  const format = buffer.toString('latin1', 8, 12)
  const types: Readonly<Record<string, string>> = {
    WEBP: 'image/webp',
    WAVE: 'audio/x-wav',
    'AVI ': 'video/x-msvideo',
  }
  return types[format] ?? 'application/octet-stream'
}

/** Office documents are archives; the names of the first files tell which. */
function zipType(buffer: Buffer): string {
  const head = buffer.toString('latin1', 0, 4_096)
  const openDocument = /mimetype(application\/(?:vnd\.oasis\.opendocument\.[a-z]+|epub\+zip))/.exec(head)
  if (openDocument !== null) return openDocument[1]!
  const office = 'application/vnd.openxmlformats-officedocument.'
  if (head.includes('word/')) return `${office}wordprocessingml.document`
  if (head.includes('xl/')) return `${office}spreadsheetml.sheet`
  if (head.includes('ppt/')) return `${office}presentationml.presentation`
  return 'application/zip'
}

const PROBED_BYTES = 4_096

/** Whether bytes are text in UTF-8, as far as their beginning tells. */
export function isText(buffer: Buffer): boolean {
  const head = buffer.subarray(0, PROBED_BYTES)
  if (head.includes(0)) return false
  try {
    // The last character may be cut in two, which `stream` allows.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: buffer.length > PROBED_BYTES })
    return true
  } catch {
    // Not UTF-8, so not text to any Pact tool.
    return false
  }
}
