import { readFileSync } from 'node:fs'

const INTERVAL_MS = 1_000
const KILOBYTE = 1_024

/** The resident memory of a process, read once a second until it ends or nobody wants to know any more. */
export class MemorySamples implements Disposable {
  readonly bytes: number[] = []
  #timer: NodeJS.Timeout | undefined

  watch(pid: number): void {
    this.#timer = setInterval(() => {
      const bytes = residentBytes(pid)
      if (bytes === undefined) this[Symbol.dispose]()
      else this.bytes.push(bytes)
    }, INTERVAL_MS)
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }
}

/** `undefined` when the process has ended; one that is not waited for yet is there without any memory. */
function residentBytes(pid: number): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) * KILOBYTE
  } catch (error) {
    // The file disappears with the process, and between opening and reading too.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}
