import { z } from 'zod'

const MAX_CHARACTERS = 255
const CONTROL_CHARACTER = /\p{Cc}/u

/** Whether an address can hold a text as one of its parts, so that everything of that name can be reached. */
export function isName(text: string): boolean {
  const isFolder = text === '.' || text === '..'
  return (
    text !== '' &&
    text.length <= MAX_CHARACTERS &&
    !isFolder &&
    !CONTROL_CHARACTER.test(text) &&
    text.isWellFormed()
  )
}

/** The name of something in a body: of an application, a version, a branch, a tag. */
export const nameSchema = z
  .string({ error: 'must be given' })
  .trim()
  .min(1, 'must not be empty')
  .refine(
    (text) => text === '' || isName(text),
    `must be a text of at most ${MAX_CHARACTERS} characters without control characters, and neither . nor ..`,
  )
