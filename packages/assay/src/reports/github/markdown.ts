import { clip, printable } from '../content/printable.ts'

const MAX_ITEMS = 50
const MAX_ITEM_CHARACTERS = 300
const HTML_ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Text inside an HTML block, where Markdown means nothing. */
export function htmlText(text: string): string {
  return printable(text).replace(/[&<>"]/g, (character) => HTML_ESCAPES[character] ?? '')
}

/** Text on one line of Markdown, with everything that would format it made harmless. */
export function markdownText(text: string): string {
  const line = printable(text).replace(/\s+/g, ' ')
  return htmlText(line.replace(/[\\`*_{}[\]()#+!|~@$-]/g, '\\$&'))
}

/** A row of a table. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** A list of texts, bounded. */
export function markdownList(items: readonly string[]): string {
  const shown = items.slice(0, MAX_ITEMS).map((item) => `- ${markdownText(clip(item, MAX_ITEM_CHARACTERS))}`)
  const left = items.length - MAX_ITEMS
  return [...shown, ...(left > 0 ? [`- and ${left} more`] : [])].join('\n')
}
