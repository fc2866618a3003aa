/** A part of a date pattern: some of the same letter, or a text that stands for itself. */
export type DateToken =
  | { readonly kind: 'field'; readonly letter: string; readonly count: number }
  | { readonly kind: 'text'; readonly text: string }

export type DatePattern = { readonly tokens: readonly DateToken[] } | { readonly problem: string }

/** How many of a letter may stand together; the letters are those of Java's DateTimeFormatter. */
const MOST_OF: Readonly<Record<string, number>> = {
  ...{ G: 5, y: 19, Y: 19, u: 19, M: 5, L: 5, D: 19, d: 2, Q: 5, q: 2, w: 2, W: 2, F: 2, E: 5, e: 5, c: 1 },
  ...{ a: 1, h: 2, H: 2, k: 2, K: 2, m: 2, s: 2, S: 19, n: 19, A: 19, N: 19 },
  ...{ x: 5, X: 5, Z: 5, O: 4, z: 4, V: 2 },
}

const PART = /'((?:''|[^'])+)'|('')|([A-Za-z])\3*|[^A-Za-z0-9'{}[\]]+/y

/** Reads a date pattern such as `yyyy-MM-dd'T'HH:mm:ssXXX`. */
export function readDatePattern(pattern: string): DatePattern {
  const tokens: DateToken[] = []
  let position = 0
  while (position < pattern.length) {
    PART.lastIndex = position
    const part = PART.exec(pattern)
    if (part === null)
      return { problem: `the date pattern "${pattern}" cannot be read at "${pattern.slice(position)}"` }
    const [text, quoted, quote, letter] = part
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll("''", "'") })
    else if (quote !== undefined) tokens.push({ kind: 'text', text: "'" })
    else if (letter === undefined) tokens.push({ kind: 'text', text })
    else {
      const most = MOST_OF[letter] ?? 0
      if (text.length > most) {
        const reason = most === 0 ? `"${letter}" is no letter of a date pattern` : `too many "${letter}"`
        return { problem: `the date pattern "${pattern}" cannot be read: ${reason}` }
      }
      tokens.push({ kind: 'field', letter, count: text.length })
    }
    position += text.length
  }
  return tokens.length === 0 ? { problem: 'the date pattern is empty' } : { tokens }
}

export const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
] as const

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
