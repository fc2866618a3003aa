import { printable } from '../content/printable.ts'

/** An element of a document to be written. What is `undefined` is left out. */
export interface Element {
  readonly name: string
  readonly attributes?: Readonly<Record<string, string | number | undefined>>
  readonly children?: readonly (Element | undefined)[]
  readonly text?: string | undefined
}

/** Legal in JavaScript strings, but not in XML 1.0. */
const NON_CHARACTERS = /[\ufffe\uffff]/g
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const ATTRIBUTE_ESCAPES: Readonly<Record<string, string>> = { ...ESCAPES, '\n': '&#10;', '\t': '&#9;' }

/**
 * Writes an XML 1.0 document.
 *
 * @example
 * writeXml({ name: 'note', attributes: { to: 'A & B' } }) // '<?xml …?>\n<note to="A &amp; B"/>\n'
 */
export function writeXml(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementLines(root, '').join('\n')}\n`
}

function elementLines({ name, attributes = {}, children = [], text }: Element, indent: string): string[] {
  const shown = Object.entries(attributes).filter(([, value]) => value !== undefined)
  const head = [name, ...shown.map(([key, value]) => `${key}="${escapeAttribute(String(value))}"`)].join(' ')
  const inner = children.filter((child) => child !== undefined)
  if (text !== undefined && text !== '') return [`${indent}<${head}>${escapeText(text)}</${name}>`]
  if (inner.length === 0) return [`${indent}<${head}/>`]
  const lines = inner.flatMap((child) => elementLines(child, `${indent}  `))
  return [`${indent}<${head}>`, ...lines, `${indent}</${name}>`]
}

function escapeText(text: string): string {
  return legal(text).replace(/[&<>]/g, (character) => ESCAPES[character] ?? '')
}

/** A line break that stands in an attribute as it is would be read as a space. */
function escapeAttribute(text: string): string {
  return legal(text).replace(/[&<>"\n\t]/g, (character) => ATTRIBUTE_ESCAPES[character] ?? '')
}

function legal(text: string): string {
  return printable(text).replace(NON_CHARACTERS, '\uFFFD')
}
