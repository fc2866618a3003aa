import { invalidFlag } from './invalid-flag.ts'

/**
 * Reads how many of something an option asks for, within its bounds.
 *
 * @throws AssayError `invalid_flag`.
 */
export function wholeNumber(
  flag: string,
  { least, most }: { readonly least: number; readonly most: number },
) {
  return (text: string): number => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= least && value <= most) return value
    throw invalidFlag(`${flag} is "${text}".`, `give a whole number from ${least} to ${most}`)
  }
}
