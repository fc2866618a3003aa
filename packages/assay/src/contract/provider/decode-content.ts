import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import { messageOf } from '../../errors/assay-error.ts'
import { bodyTooLarge } from './no-answer.ts'

/** Thrown for a body that becomes larger than it may be. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge'
}

type Decode = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Buffer

const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateEither,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
}

/**
 * A body without its content codings, as a consumer sees it. A coding that is not known stays.
 *
 * @throws AnswerTooLarge, or an error that says which coding the body does not have
 */
export function decodeContent(bytes: Buffer, encoding: string | undefined, maxBytes: number): Buffer {
  if (encoding === undefined || bytes.length === 0) return bytes
  const codings = encoding.split(',').map((coding) => coding.trim().toLowerCase())
  return codings.reduceRight((decoded, coding) => decodeOne(decoded, coding, maxBytes), bytes)
}

function decodeOne(bytes: Buffer, coding: string, maxBytes: number): Buffer {
  const decode = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined
  if (decode === undefined) return bytes
  try {
    return decode(bytes, { maxOutputLength: maxBytes })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new AnswerTooLarge(bodyTooLarge(maxBytes), { cause })
    throw new Error(`its body is not ${coding}, as it says: ${messageOf(cause)}`, { cause })
  }
}

/** Half of the world leaves out the header of zlib. */
function inflateEither(bytes: Buffer, options: { readonly maxOutputLength: number }): Buffer {
  try {
    return inflateSync(bytes, options)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw error
    return inflateRawSync(bytes, options)
  }
}
