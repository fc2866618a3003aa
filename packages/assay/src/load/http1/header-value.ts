/**
 * The value of the first header of that name (any case) in the text of a head, without the white space
 * around it; undefined when there is none.
 *
 * @example headerValue('HTTP/1.1 302 Found\r\nLocation: /login', 'location') // '/login'
 */
export function headerValue(head: string, name: string): string | undefined {
  for (const value of valuesOf(head, name)) return value
  return undefined
}

/** The values of all headers of that name, in their order: what `Set-Cookie` needs. */
export function headerValues(head: string, name: string): string[] {
  return [...valuesOf(head, name)]
}

function* valuesOf(head: string, name: string): Generator<string> {
  const wanted = name.toLowerCase()
  let lineEnd = head.indexOf('\r\n')
  while (lineEnd >= 0) {
    const start = lineEnd + 2
    lineEnd = head.indexOf('\r\n', start)
    const colon = start + wanted.length
    if (head[colon] !== ':' || head.slice(start, colon).toLowerCase() !== wanted) continue
    yield trimmed(head.slice(colon + 1, lineEnd < 0 ? undefined : lineEnd))
  }
}

/** Not `trim`, which takes a no-break space (0xa0) for white space: HTTP does not. */
function trimmed(value: string): string {
  let from = 0
  let to = value.length
  while (from < to && isWhiteSpace(value[from])) from += 1
  while (to > from && isWhiteSpace(value[to - 1])) to -= 1
  return value.slice(from, to)
}

function isWhiteSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t'
}
