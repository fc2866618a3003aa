/** Lines of a stack trace in the forms of V8, its native frames, the JVM, Rust and Go. */
const FRAME = /^\s+at |^\s*\d+: |^\s+\S+\.go:\d+/
const FRAMES_KEPT = 2

/**
 * Leaves out all but the first frames of every stack trace, so that the last lines of a log hold
 * what went wrong and not only where.
 *
 * @example
 * withoutDeepFrames(['out of memory', ' 1: 0xa', ' 2: 0xb', ' 3: 0xc']) // ['out of memory', ' 1: 0xa', ' 2: 0xb']
 */
export function withoutDeepFrames(lines: readonly string[]): string[] {
  let depth = 0
  return lines.filter((line) => {
    depth = FRAME.test(line) ? depth + 1 : 0
    return depth <= FRAMES_KEPT
  })
}
