import { styleText } from 'node:util'
import { formatDuration } from '../base/duration.ts'
import type { LoadProgress } from '../model/load-result.ts'
import { formatCores, formatLatency, formatRate } from '../reports/content/load-quantity.ts'
import { printable } from '../reports/content/printable.ts'

const HISTORY_LENGTH = 40
const WIDE_BAR = 24
const NARROW_BAR = 10
/** From this width on there is room for the wide bar. */
const WIDE_COLUMNS = 90
const MAX_PARTS = 5
const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']
const GAP = '   '

/** A piece of a line. */
interface Piece {
  readonly text: string
  readonly style?: 'red' | 'dim' | 'bold'
}

/** What the lines are drawn on. Nothing is wrapped: what does not fit is cut off. */
export interface LiveSurface {
  readonly columns: number
  readonly isColored: boolean
  readonly spinner: string
}

/** One load as it is shown while it runs; it remembers the newest rates. */
export class LiveLoad {
  readonly #scenario: string
  readonly #load: string
  readonly #rates: number[] = []
  #progress: LoadProgress | undefined

  constructor(scenario: string, load: string) {
    this.#scenario = printable(scenario).replaceAll('\n', ' ')
    this.#load = load
  }

  update(progress: LoadProgress): void {
    this.#progress = progress
    this.#rates.push(progress.ratePerSecond)
    if (this.#rates.length > HISTORY_LENGTH) this.#rates.shift()
  }

  lines(surface: LiveSurface): string[] {
    const progress = this.#progress
    const title: Piece[] = [{ text: `${surface.spinner} ` }, { text: this.#scenario, style: 'bold' }]
    const pieces: Piece[][] =
      progress === undefined
        ? [title, [{ text: `  setting up: ${this.#load}` }]]
        : [
            title,
            [{ text: `  ${timeWords(progress, surface.columns)}` }],
            figures(progress),
            ...(progress.cpuByPart.length === 0 ? [] : [cpu(progress)]),
            ...this.#sparkline(surface.columns),
          ]
    return pieces.map((line) => drawn(line, surface))
  }

  #sparkline(columns: number): Piece[][] {
    const most = Math.max(...this.#rates)
    const line = `  ${sparkline(this.#rates, most)}  to ${formatRate(most)} requests/s`
    // A line of which only the beginning could be seen would show the past.
    return most === 0 || line.length > columns ? [] : [[{ text: line, style: 'dim' }]]
  }
}

function timeWords({ phase, elapsedMs, totalMs }: LoadProgress, columns: number): string {
  if (totalMs === undefined) return `${phase}${GAP}${formatDuration(elapsedMs)}`
  const share = totalMs === 0 ? 1 : Math.min(1, elapsedMs / totalMs)
  const width = columns >= WIDE_COLUMNS ? WIDE_BAR : NARROW_BAR
  const filled = Math.round(share * width)
  const bar = '█'.repeat(filled) + '░'.repeat(width - filled)
  const time = `${formatDuration(Math.min(elapsedMs, totalMs))} of ${formatDuration(totalMs)}`
  const left = elapsedMs >= totalMs ? '' : `, ${formatDuration(totalMs - elapsedMs)} left`
  return `${bar} ${phase}${GAP}${time}${left}`
}

function figures(progress: LoadProgress): Piece[] {
  const { users, ratePerSecond, errorsPerSecond, p50Ms, p95Ms, p99Ms } = progress
  const latency = (ms: number | undefined) => (ms === undefined ? '–' : formatLatency(ms))
  const before = `  ${users} ${users === 1 ? 'user' : 'users'}${GAP}${formatRate(ratePerSecond)} requests/s${GAP}`
  const after = [`p50 ${latency(p50Ms)}`, `p95 ${latency(p95Ms)}`, `p99 ${latency(p99Ms)}`].join(GAP)
  const errors = `${formatRate(errorsPerSecond)} errors/s`
  // What matters most comes first: the end of a line may not be seen.
  return [
    { text: before },
    { text: errors, ...(errorsPerSecond > 0 ? { style: 'red' } : {}) },
    { text: GAP + after },
  ]
}

function cpu({ cpuByPart }: LoadProgress): Piece[] {
  const busiest = cpuByPart.slice(0, MAX_PARTS).map(([part, cores]) => `${part} ${formatCores(cores)}`)
  return [{ text: `  ${busiest.join(GAP)}${GAP}cores` }]
}

function sparkline(values: readonly number[], most: number): string {
  return values.map((value) => LEVELS[Math.round((value / most) * (LEVELS.length - 1))]).join('')
}

/** As much of a line as fits, painted. */
function drawn(pieces: readonly Piece[], { columns, isColored }: LiveSurface): string {
  let left = columns
  return pieces
    .map(({ text, style }) => {
      const shown = text.slice(0, Math.max(0, left))
      left -= shown.length
      if (!isColored || style === undefined || shown === '') return shown
      return styleText(style, shown, { validateStream: false })
    })
    .join('')
}
