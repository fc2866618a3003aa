import type { Measure } from '../measure.ts'
import { compareRates } from './compare-rates.ts'
import { ab } from './peers/ab.ts'
import { autocannon } from './peers/autocannon.ts'
import { wrk } from './peers/wrk.ts'

/** How fast one core makes the same request again and again. */
export function run(): Promise<Measure[]> {
  return compareRates({
    bench: 'load-raw',
    kind: 'raw',
    peers: [wrk, ab, autocannon],
    limits: { [wrk.name]: 0.95, [autocannon.name]: 2.5 },
    connections: [10, 50, 200],
    rounds: 3,
    seconds: 8,
  })
}
