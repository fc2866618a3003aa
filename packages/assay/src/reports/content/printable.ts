import { stripVTControlCharacters } from 'node:util'

/** The control characters of ASCII and Latin-1 except tab and line feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this looks for
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/**
 * Text that a test or service wrote, safe to show: no escape sequence that a terminal would
 * obey, no control character that XML or HTML forbids, no half of a surrogate pair.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('\r\n', '\n')
    .replace(CONTROL_CHARACTERS, '\uFFFD')
    .toWellFormed()
}

/** The beginning of a long text, and how long it was. */
export function clip(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text
  return `${text.slice(0, maxCharacters).toWellFormed()}… (${text.length} characters)`
}

/** The first lines of a long text, and how many were left out. */
export function clipLines(lines: readonly string[], maxLines: number): string[] {
  if (lines.length <= maxLines) return [...lines]
  return [...lines.slice(0, maxLines), `… ${lines.length - maxLines} more lines`]
}
