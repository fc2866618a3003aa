/** A piece of JSON text: a bracket, comma or colon, a text, a number or word, the end, or what is none of these. */
export interface JsonToken {
  readonly kind: '{' | '}' | '[' | ']' | ',' | ':' | 'text' | 'plain' | 'end' | 'wrong'
  readonly start: number
  readonly end: number
}

const SPACE = /[\t\n\r ]*/y
const PLAIN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
/** Ends of a text, escapes, and control characters, which must be escaped. */
const SPECIAL = /["\\\p{Cc}]/gu

/** The token at an offset, or after the white space there. */
export function tokenAt(text: string, offset: number): JsonToken {
  const start = endOf(SPACE, text, offset) ?? offset
  const character = text[start]
  if (character === undefined) return { kind: 'end', start, end: start }
  if (isMark(character)) return { kind: character, start, end: start + 1 }
  if (character === '"') return textToken(text, start)
  const end = endOf(PLAIN, text, start)
  return end === undefined ? { kind: 'wrong', start, end: start } : { kind: 'plain', start, end }
}

function isMark(character: string): character is '{' | '}' | '[' | ']' | ',' | ':' {
  return '{}[],:'.includes(character)
}

/** A text that is cut off is wrong where the input ends; any other where its first wrong character is. */
function textToken(text: string, start: number): JsonToken {
  let offset = start + 1
  for (;;) {
    SPECIAL.lastIndex = offset
    const found = SPECIAL.exec(text)
    if (found === null) return { kind: 'wrong', start: text.length, end: text.length }
    if (found[0] === '"') return { kind: 'text', start, end: found.index + 1 }
    const isAllowed = found[0] !== '\\' && found[0] > '\u001f'
    const end = isAllowed ? found.index + 1 : endOf(ESCAPE, text, found.index)
    if (end === undefined) return { kind: 'wrong', start: found.index, end: found.index }
    offset = end
  }
}

function endOf(pattern: RegExp, text: string, offset: number): number | undefined {
  pattern.lastIndex = offset
  return pattern.test(text) ? pattern.lastIndex : undefined
}
