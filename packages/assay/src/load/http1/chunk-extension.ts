import { IS_TOKEN, IS_VALUE } from './characters.ts'
import { describeByte, ProtocolError } from './protocol-error.ts'

const CARRIAGE_RETURN = 0x0d
const QUOTE = 0x22
const SEMICOLON = 0x3b
const EQUALS = 0x3d
const BACKSLASH = 0x5c

/** Right after the semicolon: the one place where the line must not end. */
export const AFTER_SEMICOLON = 0
const NAME = 1
const VALUE = 2
const QUOTED = 3
const QUOTED_PAIR = 4
const AFTER_QUOTED = 5

/** Whether the byte is the CR that ends the line of a chunk with an extension. */
export function isExtensionEnd(phase: number, byte: number): boolean {
  return byte === CARRIAGE_RETURN && (phase === NAME || phase === VALUE || phase === AFTER_QUOTED)
}

/**
 * Where in a chunk extension (`;name=value;name="quoted value"`) the byte after this one is.
 *
 * @throws ProtocolError when the byte is not allowed there
 */
export function nextExtensionPhase(phase: number, byte: number): number {
  const next = nextPhase(phase, byte)
  if (next >= 0) return next
  const message = `A chunk of the answer has an extension with ${describeByte(byte)} where it is not allowed.`
  throw new ProtocolError('invalid_chunk_extension', message)
}

function nextPhase(phase: number, byte: number): number {
  switch (phase) {
    case QUOTED:
      return nextInQuotes(byte)
    case QUOTED_PAIR:
      return IS_VALUE[byte] === 1 ? QUOTED : -1
    case AFTER_QUOTED:
      return byte === SEMICOLON ? AFTER_SEMICOLON : -1
    case VALUE:
      if (byte === QUOTE) return QUOTED
      return IS_TOKEN[byte] === 1 ? VALUE : afterSemicolonOnly(byte)
    default:
      if (byte === EQUALS) return VALUE
      return IS_TOKEN[byte] === 1 ? NAME : afterSemicolonOnly(byte)
  }
}

function nextInQuotes(byte: number): number {
  if (byte === QUOTE) return AFTER_QUOTED
  if (byte === BACKSLASH) return QUOTED_PAIR
  return IS_VALUE[byte] === 1 ? QUOTED : -1
}

function afterSemicolonOnly(byte: number): number {
  return byte === SEMICOLON ? AFTER_SEMICOLON : -1
}
