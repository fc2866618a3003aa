import type { LogExcerpt } from '../../model/evidence.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { TestResult } from '../../model/test-result.ts'
import { parseLogLine, tellingLogLines } from '../content/log-line.ts'
import { clip } from '../content/printable.ts'
import { answerOf, tellingExchanges } from '../content/telling-exchanges.ts'
import { html, type Markup } from './markup.ts'

const MAX_TELLING = 3
const MAX_EXCHANGES = 8
const MAX_BODY_CHARACTERS = 4_200
const MAX_LINES_PER_PART = 40
const MAX_LINE_CHARACTERS = 500
const MAX_PARTS = 10
const MAX_NOTES = 20

/** What happened around a failed test: notes, exchanges, each service's own log lines, its output. */
export function evidenceMarkup({ evidence, console: output }: TestResult): Markup {
  const { notes, exchanges, logs } = evidence ?? { notes: [], exchanges: [], logs: [] }
  return html`${notes.length > 0 && html`<pre class="notes">${clip(notes.slice(0, MAX_NOTES).join('\n'), MAX_BODY_CHARACTERS)}</pre>`}
${exchanges.length > 0 && exchangeList(exchanges)}
${logs.slice(0, MAX_PARTS).map(logMarkup)}
${output.length > 0 && html`<h4>Console</h4><pre>${clip(output.join('\n'), MAX_BODY_CHARACTERS)}</pre>`}`
}

function exchangeList(exchanges: readonly Exchange[]): Markup {
  const telling = new Set(tellingExchanges(exchanges, MAX_TELLING))
  const shown = exchanges.slice(-MAX_EXCHANGES)
  const all = [...[...telling].filter((exchange) => !shown.includes(exchange)), ...shown]
  const left = exchanges.length - all.length
  return html`<h4>Exchanges</h4>${left > 0 && html`<p>${left} earlier ones are in results.json.</p>`}
${all.map((exchange) => exchangeMarkup(exchange, telling.has(exchange)))}`
}

function exchangeMarkup(exchange: Exchange, isOpen: boolean): Markup {
  const { service, method, url, requestId, requestBody, responseBody, status } = exchange
  const kind = status === undefined || status >= 500 ? 'bad' : status >= 400 ? 'refused' : 'fine'
  return html`<details class="exchange"${isOpen && html` open`}><summary><b>${method}</b> ${pathOf(url)}
<span class="owner">${service}</span> <span class="status ${kind}">${status ?? 'no answer'}</span></summary>
<dl><div><dt>Request</dt><dd><code>${method} ${url}</code><small>X-Request-ID ${requestId}</small>${bodyMarkup(requestBody)}</dd></div>
<div><dt>Answer</dt><dd><code>${answerOf(exchange)}</code>${bodyMarkup(responseBody)}</dd></div></dl></details>`
}

function bodyMarkup(body: string | undefined): Markup | false {
  if (body === undefined || body === '') return false
  return html`<pre>${clip(readableBody(body), MAX_BODY_CHARACTERS)}</pre>`
}

/** JSON with line breaks, where it is whole; anything else as it came. */
function readableBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    // Bodies are cut when they are kept, and many are not JSON.
    return body
  }
}

function pathOf(url: string): string {
  const parsed = URL.parse(url)
  return parsed === null ? url : `${parsed.pathname}${parsed.search}`
}

function logMarkup({ part, lines, file, fromByte, toByte }: LogExcerpt): Markup {
  return html`<h4>Log of ${part}</h4><ol class="log">${tellingLogLines(lines, MAX_LINES_PER_PART).map(logLine)}</ol>
<p class="facts"><span>${file}</span><span>bytes ${fromByte} to ${toByte}</span></p>`
}

/** A line of a log; those of a structured logger with their level in words. */
export function logLine(line: string): Markup {
  const entry = parseLogLine(line)
  if (entry === undefined) return html`<li>${clip(line, MAX_LINE_CHARACTERS)}</li>`
  const { time, level, message, fields } = entry
  return html`<li class="level-${level.toLowerCase()}"><time>${time}</time> <b>${level}</b> ${clip(message, MAX_LINE_CHARACTERS)} <i>${clip(fields, MAX_LINE_CHARACTERS)}</i></li>`
}
