import { type JsonToken, tokenAt } from './json-token.ts'

type Expected =
  | 'a value'
  | 'a value or "]"'
  | 'a name'
  | 'a name or "}"'
  | '":"'
  | 'a comma or the end'
  | 'nothing'

/** What is wrong first with a text that is not JSON: `JSON.parse` says it in words only, and not always where. */
export interface SyntaxProblem {
  readonly offset: number
  readonly expected: Expected
  /** Whether the text just ends too early. */
  readonly isCutOff: boolean
}

/** The first place where a text cannot be JSON; `undefined` when it is. */
export function syntaxProblemOf(text: string): SyntaxProblem | undefined {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'a value'
  let offset = 0
  for (;;) {
    const token = tokenAt(text, offset)
    if (token.kind === 'end' && expected === 'nothing') return undefined
    const next: Expected | undefined = isAllowed(token, expected, open.at(-1))
      ? after(token, expected, open)
      : undefined
    if (next === undefined) return { offset: token.start, expected, isCutOff: token.start >= text.length }
    expected = next
    offset = token.end
  }
}

function isAllowed({ kind }: JsonToken, expected: Expected, inside: '{' | '[' | undefined): boolean {
  const isValue = kind === 'text' || kind === 'plain' || kind === '{' || kind === '['
  switch (expected) {
    case 'a value':
      return isValue
    case 'a value or "]"':
      return isValue || kind === ']'
    case 'a name':
      return kind === 'text'
    case 'a name or "}"':
      return kind === 'text' || kind === '}'
    case '":"':
      return kind === ':'
    case 'a comma or the end':
      return kind === ',' || kind === (inside === '{' ? '}' : ']')
    case 'nothing':
      return false
  }
}

/** What must come after a token that was allowed. */
function after({ kind }: JsonToken, expected: Expected, open: ('{' | '[')[]): Expected {
  if (kind === ':') return 'a value'
  if (kind === ',') return open.at(-1) === '{' ? 'a name' : 'a value'
  if (kind === 'text' && (expected === 'a name' || expected === 'a name or "}"')) return '":"'
  if (kind === '{' || kind === '[') {
    open.push(kind)
    return kind === '{' ? 'a name or "}"' : 'a value or "]"'
  }
  if (kind === '}' || kind === ']') open.pop()
  return open.length === 0 ? 'nothing' : 'a comma or the end'
}
