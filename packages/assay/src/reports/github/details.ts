import { clip } from '../content/printable.ts'
import { htmlText } from './markdown.ts'

const MAX_TEXT_CHARACTERS = 8_000
const MAX_SUMMARY_CHARACTERS = 500

/**
 * A text that unfolds under its summary. Everything in it is inert: the blank lines around `pre`
 * make it an HTML block of its own, in which Markdown means nothing up to its end tag.
 */
export function details(summary: string, text: string): string {
  const shown = htmlText(clip(text.trim(), MAX_TEXT_CHARACTERS))
  const head = htmlText(clip(summary, MAX_SUMMARY_CHARACTERS)).replace(/\s+/g, ' ')
  return `<details><summary>${head}</summary>\n\n<pre>${shown}</pre>\n\n</details>`
}

/** As many parts as there is room for, and how many were left out. */
export function fitParts(parts: readonly string[], maxBytes: number): string[] {
  let sizeBytes = 0
  const end = parts.findIndex((part) => {
    sizeBytes += Buffer.byteLength(part) + 2
    return sizeBytes > maxBytes
  })
  return end === -1 ? [...parts] : [...parts.slice(0, end), `…and ${parts.length - end} more`]
}
