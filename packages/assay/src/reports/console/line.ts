import { styleText } from 'node:util'
import { printable } from '../content/printable.ts'

/** How a piece of text is painted. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'bold red' | 'bold green' | 'bold yellow'

/** A piece of a line that has one style. */
export interface Span {
  readonly text: string
  readonly style?: Style
}

/** Text of one style. It is wrapped where the page ends. */
interface TextLine extends Span {
  readonly indent?: number
  /** Further indent of the lines a long text continues on. */
  readonly hang?: number
}

/** Pieces that were laid out by whoever made them. They stay on one line. */
interface LaidOutLine {
  readonly spans: readonly Span[]
}

/** What a section wants to say, before it is wrapped and painted. */
export type Line = TextLine | LaidOutLine

/** What the text is printed on. */
export interface Page {
  readonly color: boolean
  readonly columns: number
}

/** Of a page of which nobody knows how wide it is. */
export const DEFAULT_COLUMNS = 100
const MIN_TEXT_WIDTH = 20
/** A space that no line ends at. It is printed as a plain one. */
const FIRM_SPACE = '\u00a0'
export const BLANK: TextLine = { text: '' }

/** The text of a page. Without colours it is the same text. */
export function renderLines(lines: readonly Line[], page: Page): string {
  return lines.flatMap((line) => renderLine(line, page)).join('\n')
}

/** Words that stay on one line. */
export function together(text: string): string {
  return text.replaceAll(' ', FIRM_SPACE)
}

function renderLine(line: Line, page: Page): string[] {
  if ('spans' in line) {
    const painted = line.spans.map(({ text, style }) => paint(printable(text), style, page))
    return [painted.join('').trimEnd()]
  }
  const lines = printable(line.text).replaceAll('\t', '  ').split('\n')
  return lines.flatMap((text) => wrap(text, line, page))
}

function wrap(text: string, line: TextLine, page: Page): string[] {
  const own = /^ */.exec(text)![0].length
  const first = (line.indent ?? 0) + own
  const next = first + (line.hang ?? 0)
  const lines: string[] = []
  let rest = text.slice(own).trimEnd()
  do {
    const indent = lines.length === 0 ? first : next
    const width = Math.max(MIN_TEXT_WIDTH, page.columns - indent)
    const cut = cutAt(rest, width)
    const shown = rest.slice(0, cut).trimEnd()
    lines.push(shown === '' ? '' : ' '.repeat(indent) + paint(spaced(shown), line.style, page))
    rest = rest.slice(cut).trimStart()
  } while (rest !== '')
  return lines
}

/** Where a line ends: after the last word that fits; a word wider than the line is cut. */
function cutAt(text: string, width: number): number {
  if (text.length <= width) return text.length
  const space = text.lastIndexOf(' ', width)
  return space > width / 3 ? space : width
}

function spaced(text: string): string {
  return text.replaceAll(FIRM_SPACE, ' ')
}

function paint(text: string, style: Style | undefined, { color }: Page): string {
  if (!color || style === undefined || text.trim() === '') return text
  return styleText(style.split(' ') as Parameters<typeof styleText>[0], text, { validateStream: false })
}
