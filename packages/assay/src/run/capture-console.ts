import { Console } from 'node:console'
import { Writable } from 'node:stream'

const MOST_LINES = 100

/** What is printed with `console` until the end of the block: as much of it as is kept. */
export interface CapturedConsole extends Disposable {
  readonly lines: readonly string[]
}

/** Keeps what functions of users print with the test that they belong to, as Vitest does. */
export function captureConsole(): CapturedConsole {
  const lines: string[] = []
  const stream = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      if (lines.length < MOST_LINES) lines.push(...text.replace(/\n$/, '').split('\n'))
      done()
    },
  })
  const before = globalThis.console
  globalThis.console = new Console(stream)
  return {
    lines,
    [Symbol.dispose]() {
      globalThis.console = before
    },
  }
}
