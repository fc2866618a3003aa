import type { BrokerNotice } from '../../contract/sources/broker-notice.ts'
import { DEFAULT_COLUMNS, type Line, renderLines, type Style } from '../../reports/console/line.ts'
import { hasColor, printLine } from '../print.ts'

/** Prints lines for people, as wide as their terminal. */
export function printLines(lines: readonly Line[]): void {
  const { stdout } = process
  printLine(renderLines(lines, { color: hasColor(stdout), columns: stdout.columns ?? DEFAULT_COLUMNS }))
}

const STYLES: Readonly<Record<string, Style>> = {
  success: 'green',
  warning: 'yellow',
  prompt: 'yellow',
  error: 'red',
  danger: 'red',
  debug: 'dim',
}

/** What a broker has to say, painted by how grave it is. */
export function noticeLines(notices: readonly BrokerNotice[]): Line[] {
  return notices.flatMap(({ type, text }) => textLines(text, { style: STYLES[type] }))
}

/** Text below what it is about. Lines with an address stay whole, so that it can be clicked and copied. */
export function textLines(
  text: string,
  { indent = 0, style }: { readonly indent?: number; readonly style?: Style | undefined } = {},
): Line[] {
  const painted = style === undefined ? {} : { style }
  return text
    .split('\n')
    .map((line) =>
      line.includes('://')
        ? { spans: [{ text: `${' '.repeat(indent)}${line}`, ...painted }] }
        : { text: line, indent, hang: 2, ...painted },
    )
}
