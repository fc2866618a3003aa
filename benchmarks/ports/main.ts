import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { atMost, type Measure, median, shown } from '../measure.ts'

const PROCESSES = 8
const CLAIMS_EACH = 250

interface Claimed {
  readonly ports: readonly number[]
  readonly msEach: number
}

/** Ports that two processes hold at once, when eight claim 2,000 at the same time. */
export async function run(): Promise<Measure[]> {
  const processes = Array.from({ length: PROCESSES }, () =>
    spawn(process.execPath, [new URL('claim-process.ts', import.meta.url).pathname, String(CLAIMS_EACH)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  )
  const claimed = await Promise.all(
    processes.map(
      (child) =>
        new Promise<Claimed>((resolve, reject) => {
          createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)))
          child.once('exit', (code) => reject(new Error(`a process ended with ${code}`)))
        }),
    ),
  )
  for (const child of processes) child.stdin.end()
  const all = claimed.flatMap(({ ports }) => ports)
  const collisions = all.length - new Set(all).size
  return [
    atMost('ports', `collisions in ${all.length} claims by ${PROCESSES} processes`, collisions, 0),
    shown('ports', 'ms per claim, all processes at once', median(claimed.map(({ msEach }) => msEach))),
  ]
}
