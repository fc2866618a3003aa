import type { Measure } from '../measure.ts'
import { compareRates } from './compare-rates.ts'
import { artillery } from './peers/artillery.ts'
import { autocannon } from './peers/autocannon.ts'
import { k6 } from './peers/k6.ts'
import { locust } from './peers/locust.ts'
import { oha } from './peers/oha.ts'
import { wrk } from './peers/wrk.ts'

/** How fast one core does what `SCENARIO` says: two weighted tasks, a header for each request, a check of the JSON. */
export function run(): Promise<Measure[]> {
  return compareRates({
    bench: 'load-scenario',
    kind: 'scenario',
    peers: [wrk, autocannon, k6, locust, artillery, oha],
    limits: {
      [wrk.name]: 0.75,
      [autocannon.name]: 1.9,
      [k6.name]: 5,
      [locust.name]: 14,
      [artillery.name]: 40,
    },
    connections: [10, 50, 200],
    rounds: 3,
    seconds: 8,
  })
}
