import { withoutDeepFrames } from '../../base/stack-frames.ts'

/** A structured log line, in the words people read. */
export interface LogEntry {
  readonly time: string | undefined
  readonly level: string
  readonly message: string
  /** Everything else it says, as `key=value`. */
  readonly fields: string
}

const LEVEL_NAMES: Readonly<Record<number, string>> = {
  10: 'TRACE',
  20: 'DEBUG',
  30: 'INFO',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
}
const GRAVE_LEVELS = new Set(['WARN', 'WARNING', 'ERROR', 'FATAL', 'CRITICAL'])
/** Said elsewhere (level, time, message, which service), or the same in every line. */
const LEFT_OUT = new Set(
  'level severity time timestamp ts msg message name service pid hostname v'.split(' '),
)
const MAX_VALUE_CHARACTERS = 300

/**
 * Reads a line of a JSON logger such as pino, winston or zerolog; `undefined` for any other line.
 *
 * @example
 * parseLogLine('{"level":50,"time":1763719381000,"msg":"no stock","sku":"a-1"}')
 * // { time: '10:03:01', level: 'ERROR', message: 'no stock', fields: 'sku=a-1' }
 */
export function parseLogLine(line: string): LogEntry | undefined {
  if (!line.startsWith('{')) return undefined
  const record = parseRecord(line)
  const level = record && levelName(record['level'] ?? record['severity'])
  if (record === undefined || level === undefined) return undefined
  const message = record['msg'] ?? record['message'] ?? ''
  const fields = Object.entries(record).filter(([key, value]) => !LEFT_OUT.has(key) && value !== null)
  return {
    time: timeOfDay(record['time'] ?? record['timestamp'] ?? record['ts']),
    level,
    message: String(message),
    fields: fields.map(([key, value]) => `${key}=${shownValue(value)}`).join(' '),
  }
}

/** One line for people: `12:03:01 ERROR orders  no stock sku=a-1`; lines of another form as they are. */
export function readableLogLine(part: string, line: string): string {
  const entry = parseLogLine(line)
  if (entry === undefined) return line
  const head = [entry.time, entry.level.padEnd(5), part].filter((word) => word !== undefined).join(' ')
  return `${head}  ${[entry.message, entry.fields].filter((text) => text !== '').join(' ')}`
}

/**
 * The `limit` lines that say most, in their order: warnings and errors, then the latest; of a stack
 * trace only its first frames.
 */
export function tellingLogLines(lines: readonly string[], limit: number): string[] {
  if (lines.length <= limit) return [...lines]
  const telling = withoutDeepFrames(lines)
  const newestFirst = [...telling.keys()].reverse()
  const grave = newestFirst.filter((index) => GRAVE_LEVELS.has(parseLogLine(telling[index]!)?.level ?? ''))
  const chosen = new Set([...new Set([...grave, ...newestFirst])].slice(0, limit))
  return telling.filter((_, index) => chosen.has(index))
}

/** Time of day in UTC, as in `09:45:01`. */
export function timeOfDay(value: unknown): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(11, 19)
}

function parseRecord(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    // A line that only looks like JSON is shown as it is.
    return undefined
  }
}

function levelName(level: unknown): string | undefined {
  if (typeof level === 'number') return LEVEL_NAMES[level] ?? String(level)
  return typeof level === 'string' ? level.toUpperCase() : undefined
}

function shownValue(value: unknown): string {
  const message = typeof value === 'object' && value !== null && 'message' in value ? value.message : value
  const text = typeof message === 'string' ? message : JSON.stringify(message)
  const isPlain = typeof message !== 'string' || /^[^\s"=]+$/.test(text)
  const shown = isPlain ? text : JSON.stringify(text)
  return shown.length > MAX_VALUE_CHARACTERS ? `${shown.slice(0, MAX_VALUE_CHARACTERS)}…` : shown
}
