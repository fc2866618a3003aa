import { InvalidArgumentError } from 'commander'

/** Reads a number of things for a flag. */
export function wholeNumber(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a whole number.')
}
