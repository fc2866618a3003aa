import { z } from 'zod'

/** One line of text: trimmed, not empty, without control characters (which the database would refuse too). */
export function line(longest: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^\P{Cc}*$/u, 'must not contain control characters')
}

/** Text of several lines, without other control characters. */
export function paragraph(longest: number) {
  return z
    .string()
    .max(longest)
    .regex(/^[\P{Cc}\r\n\t]*$/u, 'must not contain control characters')
}
