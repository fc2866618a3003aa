import type { LogExcerpt } from '../../model/evidence.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { TestResult } from '../../model/test-result.ts'
import { readableLogLine, tellingLogLines } from '../content/log-line.ts'
import { clip } from '../content/printable.ts'
import { answerOf, tellingExchanges } from '../content/telling-exchanges.ts'
import type { Line } from './line.ts'

const MAX_EXCHANGES = 3
const MAX_BODY_CHARACTERS = 600
const MAX_PARTS = 6
const MAX_LINES_PER_PART = 10
const MAX_LINE_CHARACTERS = 500
const MAX_NOTES = 12

/** What happened around a failed test: its telling exchanges, each service's own log lines, notes. */
export function evidenceLines({ evidence }: TestResult): Line[] {
  if (evidence === undefined) return []
  const exchanges = tellingExchanges(evidence.exchanges, MAX_EXCHANGES)
  const others = evidence.exchanges.length - exchanges.length
  const logs = evidence.logs.slice(0, MAX_PARTS)
  const otherLogs = evidence.logs.slice(MAX_PARTS).map(({ part }) => part)
  return [
    ...evidence.notes
      .slice(0, MAX_NOTES)
      .map((note): Line => ({ text: note, indent: 4, hang: 2, style: 'yellow' })),
    ...exchanges.flatMap(exchangeLines),
    ...(others === 0 ? [] : [dim(`${others} more ${others === 1 ? 'exchange' : 'exchanges'} in the report`)]),
    ...logs.flatMap(logLines),
    ...(otherLogs.length === 0 ? [] : [dim(`more log lines in the report: ${otherLogs.join(', ')}`)]),
  ]
}

function exchangeLines(exchange: Exchange): Line[] {
  const { service, method, url, requestId, requestBody, responseBody, status } = exchange
  const hasFailed = status === undefined || status >= 500
  return [
    { text: `${service} was asked  ${method} ${url}`, indent: 4, hang: 2, style: 'bold' },
    { text: `X-Request-ID ${requestId}`, indent: 6, style: 'dim' },
    ...bodyLines(requestBody),
    { text: `answered ${answerOf(exchange)}`, indent: 6, hang: 2, ...(hasFailed ? { style: 'red' } : {}) },
    ...bodyLines(responseBody),
  ]
}

function bodyLines(body: string | undefined): Line[] {
  if (body === undefined || body === '') return []
  return [{ text: clip(body, MAX_BODY_CHARACTERS), indent: 6, hang: 2 }]
}

function logLines({ part, lines, file, fromByte, toByte }: LogExcerpt): Line[] {
  const shown = tellingLogLines(lines, MAX_LINES_PER_PART)
  const left = lines.length - shown.length
  const more = left === 0 ? '' : `, ${left} more lines there`
  return [
    { text: `log of ${part}`, indent: 4, style: 'bold' },
    ...shown.map((line) => ({
      text: clip(readableLogLine(part, line), MAX_LINE_CHARACTERS),
      indent: 6,
      hang: 2,
    })),
    { text: `${file} (bytes ${fromByte} to ${toByte}${more})`, indent: 6, hang: 2, style: 'dim' },
  ]
}

function dim(text: string): Line {
  return { text, indent: 4, style: 'dim' }
}
