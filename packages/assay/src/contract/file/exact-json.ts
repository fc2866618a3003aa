import type { Json } from '../model/json.ts'

/**
 * JSON whose numbers are as they were written: `1.0` stays `1.0`, and twenty digits stay twenty. A
 * rule for decimals tells `1.0` from `1`, which a JavaScript number cannot. Only for
 * {@link exactText}: to others, such a number is an odd object.
 */
export type ExactJson = Json

type Reviver = (name: string, value: unknown, context: { readonly source?: string }) => unknown

// The declarations of TypeScript do not have these yet.
const { parse, rawJSON } = JSON as unknown as {
  parse(text: string, reviver: Reviver): ExactJson
  rawJSON(text: string): unknown
}

/** A number that may not come out of a JavaScript number as it was written. */
const DOUBTFUL_NUMBER =
  /(?<![^[:,\s])-?(?:\d+\.\d*0(?!\d)|\d+(?:\.\d+)?[eE]|\d{16}|\d{10,}\.|\d+\.\d{6}|(?<=-)0(?![.\d]))/

/** Whether `JSON.parse` may change a number of a text. */
export function hasDoubtfulNumbers(text: string): boolean {
  return DOUBTFUL_NUMBER.test(text)
}

/** Reads JSON so that its numbers are kept as they are written. */
export function parseExactly(text: string): ExactJson {
  if (!hasDoubtfulNumbers(text)) return JSON.parse(text) as ExactJson
  return parse(text, (_name, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? rawJSON(source) : value,
  )
}

/** As JSON text without white space. */
export function exactText(value: ExactJson): string {
  return JSON.stringify(value)
}

/** Whether a text is JSON, and already as {@link exactText} would write it. */
export function isCanonical(text: string): boolean {
  try {
    return exactText(parseExactly(text)) === text
  } catch {
    // It is not JSON at all, which is an answer too.
    return false
  }
}
