import type { FuzzMessage, MessageCase, Outcome } from '../fuzz-case.ts'
import { bodyBytes } from '../render-body.ts'
import { messageText } from '../write-case.ts'
import { type CoreMismatch, mismatchOutcome } from './core-mismatch.ts'
import { library, type Pointer, SPECIFICATIONS, takeText } from './native-library.ts'

/** Has pact-core compare two messages. */
export function askAboutMessage(message: MessageCase): Outcome {
  const expected = readMessage(messageText(message.expected, message.rules))
  if (expected === 0n) return { verdict: 'refused' }
  const actual = createActual(message.actual)
  // It frees both messages.
  const mismatches = library.pactffi_match_message(expected, actual)
  if (mismatches === 0n) return { verdict: 'crashed' }
  const found = readMismatches(mismatches)
  library.pactffi_mismatches_delete(mismatches)
  return mismatchOutcome(found, message.expected.metadata['contentType'])
}

function readMessage(text: string): Pointer {
  return library.pactffi_message_new_from_json(0, text, SPECIFICATIONS['3.0'])
}

function createActual({ body, metadata }: FuzzMessage): Pointer {
  const bytes = bodyBytes(body)
  const contents = bytes?.length === 0 ? { contents: '' } : {}
  const message = readMessage(JSON.stringify({ metadata, ...contents }))
  if (bytes === undefined || bytes.length === 0) return message
  const type = metadata['contentType']
  // Of a type that cannot be read, the library makes an unknown one, as its verifier does.
  const typeText = typeof type === 'string' ? type : ''
  library.pactffi_message_set_contents_bin(message, bytes, BigInt(bytes.length), typeText)
  return message
}

function readMismatches(mismatches: Pointer): CoreMismatch[] {
  const found: CoreMismatch[] = []
  const iterator = library.pactffi_mismatches_get_iter(mismatches)
  for (;;) {
    const mismatch = library.pactffi_mismatches_iter_next(iterator)
    if (mismatch === 0n) break
    found.push(JSON.parse(takeText(library.pactffi_mismatch_to_json(mismatch))))
  }
  library.pactffi_mismatches_iter_delete(iterator)
  return found
}
