import { closeSync, existsSync, fstatSync, openSync, readSync, statSync, writeSync } from 'node:fs'
import { withoutDeepFrames } from '../base/stack-frames.ts'

const MAX_READ_BYTES = 256 * 1_024

/** A stretch of one process's log. Offsets are bytes from the start of the file. */
export interface LogRange {
  readonly file: string
  readonly fromByte: number
  readonly toByte: number
}

/** Bytes written so far; 0 when there is no log yet. */
export function logSize(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

/** The lines of a range, at most its last 256 KiB; a line cut by that bound is left out. */
export function readLogRange(range: LogRange): string[] {
  if (!existsSync(range.file)) return []
  const descriptor = openSync(range.file, 'r')
  try {
    const end = Math.min(range.toByte, fstatSync(descriptor).size)
    const start = Math.max(range.fromByte, end - MAX_READ_BYTES)
    if (end <= start) return []
    const buffer = Buffer.allocUnsafe(end - start)
    const bytes = readSync(descriptor, buffer, 0, buffer.length, start)
    const lines = buffer.toString('utf8', 0, bytes).split('\n')
    if (start > range.fromByte) lines.shift()
    return lines.filter((line) => line.trim() !== '')
  } finally {
    closeSync(descriptor)
  }
}

/** The last `count` lines that are not blank; of a stack trace only its first frames. */
export function lastLines(file: string, count: number): string[] {
  const lines = readLogRange({ file, fromByte: 0, toByte: logSize(file) })
  return withoutDeepFrames(lines).slice(-count)
}

/** Copies what was written to a log from a byte on; nothing is made when that is nothing. */
export function copyLogTail(from: Pick<LogRange, 'file' | 'fromByte'>, to: string): void {
  if (logSize(from.file) <= from.fromByte) return
  const source = openSync(from.file, 'r')
  const target = openSync(to, 'w')
  try {
    const buffer = Buffer.allocUnsafe(MAX_READ_BYTES)
    let position = from.fromByte
    for (;;) {
      const bytes = readSync(source, buffer, 0, buffer.length, position)
      if (bytes === 0) break
      writeSync(target, buffer, 0, bytes)
      position += bytes
    }
  } finally {
    closeSync(source)
    closeSync(target)
  }
}
