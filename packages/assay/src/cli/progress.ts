import { formatDuration } from '../base/duration.ts'
import { messageOf } from '../errors/assay-error.ts'
import type { Level } from '../model/level.ts'
import type { PartInfo } from '../model/part-event.ts'
import type { RunEvent } from '../model/run-event.ts'
import { titleOf } from '../model/test-result.ts'
import { LiveProgress } from './live-progress.ts'
import { createPlainLoad } from './plain-load.ts'
import { hasColor } from './print.ts'

/** Shows what a run does while it does it. */
export interface Progress {
  show(event: RunEvent): void
  /** Leaves the stream as the report wants to find it. */
  end(): void
}

/** A display that changes in place on a terminal, plain lines elsewhere. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  const isLive = stream.isTTY === true && process.env['CI'] === undefined && process.env['TERM'] !== 'dumb'
  return isLive ? new LiveProgress(stream, hasColor(stream)) : plainProgress(stream)
}

/** One line per fact, nothing that moves: for logs. */
function plainProgress(stream: NodeJS.WriteStream): Progress {
  const write = (line: string) => void stream.write(`${line}\n`)
  let level: Level | undefined
  let finished = 0
  const cameUp = new Set<string>()
  const loadLines = createPlainLoad()
  const endLevel = () => {
    if (level !== undefined) write(`${level}: ${finished} ${finished === 1 ? 'test' : 'tests'} finished`)
    finished = 0
  }
  return {
    show(event) {
      if (event.type === 'test-finished') {
        // Levels run one after the other.
        if (event.test.level !== level) endLevel()
        level = event.test.level
        finished += 1
      }
      // A load tells more of itself than its test does, and before.
      const beginsLoads = event.type === 'load-started' && level !== 'performance'
      if (event.type === 'stopping' || beginsLoads) {
        endLevel()
        level = undefined
      }
      if (event.type === 'part-ready') {
        // Environments that come later are not news.
        if (cameUp.has(event.part)) return
        cameUp.add(event.part)
      }
      for (const line of [...linesFor(event), ...loadLines(event)]) write(line)
    },
    end: () => undefined,
  }
}

function linesFor(event: RunEvent): string[] {
  switch (event.type) {
    case 'boot-started':
      return [event.isWarm ? 'attaching to the warm system' : `booting ${event.parts.length} services`]
    case 'part-step':
      return [`  ${event.part}: ${event.step}`]
    case 'part-ready':
      return [`  ${describePart(event.info)}`]
    case 'part-failed':
      return [`  ${event.part} failed: ${messageOf(event.error).split('\n')[0]}`]
    case 'part-died':
      return [`  ${event.crash.part} ${event.crash.how}`]
    case 'note':
      return [event.text]
    case 'boot-finished':
      return [`booted in ${formatDuration(event.durationMs)}`]
    case 'test-finished':
      return event.test.status === 'failed'
        ? [`✗ ${event.test.service} ${event.test.level}  ${titleOf(event.test)}`]
        : []
    default:
      return []
  }
}

/** A part that came up: `ordersDb ready in 0.2 s (postgres 18.4, npm)`. */
export function describePart(info: PartInfo): string {
  const origin = [`${info.kind}${info.version === undefined ? '' : ` ${info.version}`}`, info.provider]
  const shown = info.kind === 'service' ? '' : ` (${origin.filter((part) => part !== undefined).join(', ')})`
  return `${info.part} ready in ${formatDuration(info.durationMs)}${shown}`
}
