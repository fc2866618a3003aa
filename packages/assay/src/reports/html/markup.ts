import { printable } from '../content/printable.ts'

/** HTML that is safe to insert as it is. */
export interface Markup {
  readonly markup: string
}

/** What may be put into a page. */
export type Insertable = Markup | string | number | undefined | false | readonly Insertable[]

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
}

/**
 * Writes HTML. Every text put into it is escaped, so that what tests and services said is shown
 * and never obeyed; only other markup is inserted as it is.
 *
 * @example
 * html`<p>${'a < b'}</p>`.markup // '<p>a &lt; b</p>'
 */
export function html(strings: TemplateStringsArray, ...values: readonly Insertable[]): Markup {
  let markup = strings[0] ?? ''
  for (const [index, value] of values.entries()) markup += markupOf(value) + (strings[index + 1] ?? '')
  return { markup }
}

/** Text that this project wrote itself, such as a style sheet. */
export function trusted(markup: string): Markup {
  return { markup }
}

export function byteLength({ markup }: Markup): number {
  return Buffer.byteLength(markup)
}

function markupOf(value: Insertable): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  if (isList(value)) return value.map(markupOf).join('')
  return value.markup
}

function isList(value: Insertable): value is readonly Insertable[] {
  return Array.isArray(value)
}

function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
}
