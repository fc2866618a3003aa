import { clearScreenDown, cursorTo, moveCursor } from 'node:readline'
import { styleText } from 'node:util'
import { formatDuration } from '../base/duration.ts'
import { LEVELS, type Level } from '../model/level.ts'
import type { RunEvent } from '../model/run-event.ts'
import { type TestResult, titleOf } from '../model/test-result.ts'
import { LiveLoad } from './live-load.ts'

const FRAME_MS = 100
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const MAX_FAILURES_SHOWN = 5

interface PartLine {
  state: 'waiting' | 'starting' | 'ready' | 'failed'
  detail: string
  since: number
}

/** Parts and tests in a block of lines that is drawn anew a few times a second, and removed at the end. */
export class LiveProgress {
  readonly #stream: NodeJS.WriteStream
  readonly #isColored: boolean
  readonly #parts = new Map<string, PartLine>()
  readonly #counts = new Map<Level, { passed: number; failed: number }>()
  readonly #failures: string[] = []
  readonly #startedAt = performance.now()
  readonly #timer: NodeJS.Timeout
  /** The load that is running. */
  #load: LiveLoad | undefined
  #collected = 0
  #isBooting = true
  #drawnLines = 0
  #frame = 0

  constructor(stream: NodeJS.WriteStream, isColored: boolean) {
    this.#stream = stream
    this.#isColored = isColored
    this.#timer = setInterval(() => this.#draw(), FRAME_MS).unref()
  }

  show(event: RunEvent): void {
    if (event.type === 'part-waiting') this.#setPart(event.part, 'waiting', `for ${event.for.join(', ')}`)
    if (event.type === 'part-starting') this.#setPart(event.part, 'starting', '')
    if (event.type === 'part-step') this.#setPart(event.part, 'starting', event.step)
    if (event.type === 'part-ready') this.#setPart(event.part, 'ready', formatDuration(event.info.durationMs))
    if (event.type === 'part-failed') this.#setPart(event.part, 'failed', 'failed')
    if (event.type === 'boot-finished') this.#isBooting = false
    if (event.type === 'tests-collected') this.#collected += event.count
    if (event.type === 'load-started') this.#load = new LiveLoad(event.scenario, event.load)
    if (event.type === 'load-progress') this.#load?.update(event.progress)
    if (event.type === 'load-finished') this.#load = undefined
    if (event.type === 'test-finished') this.#count(event.test)
    if (event.type === 'note') this.#keep(event.text)
  }

  end(): void {
    clearInterval(this.#timer)
    this.#clear()
  }

  /** A line that stays, above the block. */
  #keep(text: string): void {
    this.#clear()
    this.#stream.write(`${text}\n`)
  }

  #count(test: TestResult): void {
    this.#isBooting = false
    const { level, status, service } = test
    const counts = this.#counts.get(level) ?? { passed: 0, failed: 0 }
    this.#counts.set(level, counts)
    if (status === 'passed') counts.passed += 1
    if (status !== 'failed') return
    counts.failed += 1
    this.#failures.push(`✗ ${service} ${level}  ${titleOf(test)}`)
  }

  #setPart(part: string, state: PartLine['state'], detail: string): void {
    const since = this.#parts.get(part)?.since ?? performance.now()
    // Environments that come later must not undo what the boot has shown.
    if (this.#isBooting) this.#parts.set(part, { state, detail, since })
  }

  #draw(): void {
    this.#frame += 1
    const width = (this.#stream.columns ?? 80) - 1
    const lines = this.#lines(width)
    this.#clear()
    this.#stream.write(lines.map((line) => `${line}\n`).join(''))
    this.#drawnLines = lines.length
  }

  #lines(columns: number): string[] {
    if (this.#load !== undefined) {
      const spinner = FRAMES[this.#frame % FRAMES.length]!
      return this.#load.lines({ columns, isColored: this.#isColored, spinner })
    }
    return this.#isBooting ? this.#partLines(columns) : this.#testLines(columns)
  }

  #clear(): void {
    if (this.#drawnLines === 0) return
    moveCursor(this.#stream, 0, -this.#drawnLines)
    cursorTo(this.#stream, 0)
    clearScreenDown(this.#stream)
    this.#drawnLines = 0
  }

  #partLines(columns: number): string[] {
    const width = Math.max(...[...this.#parts.keys()].map((name) => name.length), 0)
    const shown = { waiting: '·', starting: FRAMES[this.#frame % FRAMES.length], ready: '✓', failed: '✗' }
    const lines = [...this.#parts].map(([name, { state, detail, since }]) => {
      const text = state === 'starting' ? `${formatDuration(performance.now() - since)}  ${detail}` : detail
      return `  ${shown[state]} ${name.padEnd(width)}  ${text}`.slice(0, columns)
    })
    return [`booting  ${this.#elapsed()}`, ...lines]
  }

  #testLines(columns: number): string[] {
    const counts = LEVELS.flatMap((level) => {
      const count = this.#counts.get(level)
      if (count === undefined) return []
      return [`${level} ${count.passed} ✓${count.failed > 0 ? ` ${count.failed} ✗` : ''}`]
    })
    const finished = [...this.#counts.values()].reduce((sum, { passed, failed }) => sum + passed + failed, 0)
    const spinner = FRAMES[this.#frame % FRAMES.length]
    const total = Math.max(this.#collected, finished)
    return [
      ...this.#failures.slice(-MAX_FAILURES_SHOWN).map((line) => this.#red(line.slice(0, columns))),
      `${spinner} ${finished} of ${total}  ${counts.join('   ')}  ${this.#elapsed()}`.slice(0, columns),
    ]
  }

  #elapsed(): string {
    return formatDuration(performance.now() - this.#startedAt)
  }

  #red(text: string): string {
    return this.#isColored ? styleText('red', text, { validateStream: false }) : text
  }
}
