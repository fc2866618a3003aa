import { clip, printable } from '../content/printable.ts'

const MAX_MESSAGE_CHARACTERS = 4_000
const MAX_TITLE_CHARACTERS = 250

/** A remark that GitHub shows beside the code it is about. */
export interface Annotation {
  readonly title: string
  readonly message: string
  /** `file:line:column`, or less of it. */
  readonly place?: string | undefined
}

/**
 * A workflow command, escaped as GitHub's runner expects it.
 *
 * @param folder Where the places in the code start, as seen from the repository's root.
 *
 * @example
 * workflowCommand('error', { title: 'a: b', message: '100 %', place: 'x.ts:3:5' }, 'shop')
 * // '::error file=shop/x.ts,line=3,col=5,title=a%3A b::100 %25'
 */
export function workflowCommand(
  kind: 'error' | 'warning',
  { title, message, place }: Annotation,
  folder: string,
): string {
  const [, file, line, col] = /^(.+?)(?::(\d+))?(?::(\d+))?$/.exec(place ?? '') ?? []
  const path = file === undefined || folder === '' ? file : `${folder.replace(/\/$/, '')}/${file}`
  const properties = Object.entries({ file: path, line, col, title: clip(title, MAX_TITLE_CHARACTERS) })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeProperty(value ?? '')}`)
  return `::${kind} ${properties.join(',')}::${escapeMessage(clip(message, MAX_MESSAGE_CHARACTERS))}`
}

function escapeMessage(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
