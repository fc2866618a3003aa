import type { Evidence } from '../../model/evidence.ts'
import type { Exchange } from '../../model/exchange.ts'
import { readableLogLine, tellingLogLines } from './log-line.ts'
import { clip } from './printable.ts'
import { answerOf, tellingExchanges } from './telling-exchanges.ts'

const MAX_EXCHANGES = 5
const MAX_BODY_CHARACTERS = 1_000
const MAX_LINES_PER_PART = 20
const MAX_LINE_CHARACTERS = 1_000

/** Evidence as plain text, for formats that have one field for it. Bounded. */
export function evidenceText({ exchanges, logs, notes }: Evidence): string {
  const blocks = [
    notes.join('\n'),
    ...tellingExchanges(exchanges, MAX_EXCHANGES).map(exchangeText),
    ...logs.map(({ part, lines, file, fromByte, toByte }) =>
      [
        `log of ${part}: ${file} (bytes ${fromByte} to ${toByte})`,
        ...tellingLogLines(lines, MAX_LINES_PER_PART).map(
          (line) => `  ${clip(readableLogLine(part, line), MAX_LINE_CHARACTERS)}`,
        ),
      ].join('\n'),
    ),
  ]
  return blocks.filter((block) => block !== '').join('\n\n')
}

function exchangeText(exchange: Exchange): string {
  const { service, method, url, requestId, requestBody, responseBody } = exchange
  const lines = [
    `${service} was asked  ${method} ${url} (X-Request-ID ${requestId})`,
    requestBody,
    `answered ${answerOf(exchange)}`,
    responseBody,
  ]
  return lines
    .filter((line) => line !== undefined)
    .map((line) => clip(line, MAX_BODY_CHARACTERS))
    .join('\n  ')
}
