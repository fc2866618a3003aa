import { loadavg } from 'node:os'
import { join } from 'node:path'
import { atMost, type Measure, median, shown } from '../measure.ts'
import { runProcess } from './run-process.ts'

const BENCH = 'contract-match'
const PROCESSES = 7
const MOST_MICROSECONDS = 100

interface Told {
  readonly first: number
  readonly warm: readonly number[]
  readonly sizeBytes: number
}

/** How long it takes to compare an answer of 5 KB with a pact of forty rules, in processes of its own. */
export async function run(): Promise<Measure[]> {
  const load = shown(BENCH, 'load average before it', loadavg()[0]!)
  const all: Told[] = []
  for (let round = 0; round < PROCESSES; round += 1) {
    const { told } = await runProcess<Told>(join(import.meta.dirname, 'match-process.ts'), [])
    all.push(told)
  }
  const what = `an answer of ${all[0]?.sizeBytes} bytes, 40 rules`
  const warm = median(all.map((told) => median(told.warm)))
  return [
    atMost(BENCH, `µs for ${what}`, warm, MOST_MICROSECONDS),
    shown(BENCH, 'µs for the first one of a process', median(all.map(({ first }) => first))),
    load,
  ]
}
