import type { Interaction } from '../model/pact.ts'

/**
 * An interaction as people know it.
 *
 * @example
 * interactionName(interaction) // '"a request for a product" (given "a product exists")'
 */
export function interactionName({ description, providerStates }: Interaction): string {
  const given = providerStates.map(({ name }) => `"${name}"`).join(' and ')
  return oneLine(given === '' ? `"${description}"` : `"${description}" (given ${given})`)
}

/** A name that somebody else has chosen, as one line that does nothing to a terminal or a log. */
export function oneLine(name: string): string {
  return name.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}

/**
 * What the consumer's team wrote about an interaction: the name of its test, comments, references.
 *
 * @example
 * commentLines(interaction) // ['Test Name: gets a product', 'Comment: only since version 3']
 */
export function commentLines({ comments }: Interaction): readonly string[] {
  const { testname, text, references } = comments
  const texts = Array.isArray(text) ? text : text === undefined || text === null ? [] : [text]
  return [
    ...(typeof testname === 'string' && testname !== '' ? [`Test Name: ${testname}`] : []),
    ...texts.map((comment) => `Comment: ${plain(comment)}`),
    ...referenceLines(references),
  ]
}

function referenceLines(references: Interaction['comments'][string] | undefined): string[] {
  if (typeof references !== 'object' || references === null) return []
  return Object.entries(references).flatMap(([group, members]) => {
    if (typeof members !== 'object' || members === null) return [`Reference: ${group}: ${plain(members)}`]
    return Object.entries(members).map(([name, value]) => `Reference: ${group}: ${name}: ${plain(value)}`)
  })
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
