import { parseArgs } from 'node:util'
import { KNOWN_DIFFERENCES } from './known-differences.ts'
import { PactCore } from './oracles/pact-core.ts'
import { filesText, reportText } from './report.ts'
import { runRoundTrips } from './round-trip.ts'
import { runFuzz } from './run-fuzz.ts'

// Has pact-core and Assay judge the same generated cases: npm run test:pact-fuzz -- --cases 20000 --seed 1

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    /** The number of one case, to see it alone. */
    only: { type: 'string' },
    /** Differences that are known count as unknown ones. */
    strict: { type: 'boolean', default: false },
  },
})
const CASES_PER_FILE = 20

const from = Number(values.only ?? 0)
const to = values.only === undefined ? Number(values.cases) : from + 1
const known = values.strict ? [] : KNOWN_DIFFERENCES
const startedMs = performance.now()

await using core = new PactCore()
console.log(`cases: ${to - from}, seed ${values.seed}`)
const report = await runFuzz({ seed: values.seed, from, to, known }, core)
console.log(reportText(report))

const files = Math.ceil((to - from) / CASES_PER_FILE)
const changed = await runRoundTrips({ seed: values.seed, from: 0, to: files }, core)
console.log(filesText(files, changed))
console.log(`${Math.round((performance.now() - startedMs) / 1_000)} s`)
process.exitCode = report.unknown.length + changed.length > 0 ? 1 : 0
