// npm run bench -- <name…> [--json]
import { parseArgs } from 'node:util'
import type { Measure } from './measure.ts'
import { formatTable } from './table.ts'

type Benchmarks = Readonly<Record<string, () => Promise<{ readonly run: () => Promise<readonly Measure[]> }>>>

/** Those that run when none is named. */
const BENCHMARKS: Benchmarks = {
  boot: () => import('./boot/main.ts'),
  isolation: () => import('./isolation/main.ts'),
  overhead: () => import('./overhead/main.ts'),
  stub: () => import('./stub/main.ts'),
  guard: () => import('./guard/main.ts'),
  ports: () => import('./ports/main.ts'),
}

/** Those of the contract level; they fetch the Pact tools that they compare with. */
const CONTRACT_BENCHMARKS: Benchmarks = {
  broker: () => import('./broker/main.ts'),
  'contract-verify': () => import('./contract/verify.ts'),
  'contract-consumer': () => import('./contract/consumer.ts'),
  'contract-match': () => import('./contract/match.ts'),
}

/** Those that run when they are named: they take long, and fetch and build other load generators. */
const LOAD_BENCHMARKS: Benchmarks = {
  'load-setup': () => import('./load/setup.ts'),
  'load-raw': () => import('./load/raw.ts'),
  'load-scenario': () => import('./load/scenario.ts'),
  'load-omission': () => import('./load/omission.ts'),
  'load-soak': () => import('./load/soak.ts'),
  'load-ab': () => import('./load/self-comparison.ts'),
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } })
const all = { ...BENCHMARKS, ...CONTRACT_BENCHMARKS, ...LOAD_BENCHMARKS }
const names = positionals.length === 0 ? Object.keys(BENCHMARKS) : positionals
const unknown = names.filter((name) => !(name in all))
if (unknown.length > 0) {
  console.error(`there is no benchmark ${unknown.join(', ')}; there are: ${Object.keys(all).join(', ')}`)
  process.exit(3)
}

let allHold = true
for (const name of names) {
  console.error(`${name} …`)
  const { run } = await all[name]!()
  const measures = await run()
  allHold &&= measures.every(({ holds }) => holds)
  if (values.json === true) for (const measure of measures) console.log(JSON.stringify(measure))
  else if (measures.length > 0) console.log(formatTable(measures.map(cellsOf)))
}
process.exit(allHold ? 0 : 1)

function cellsOf({ bench, measure, value, must, holds, notMeasured }: Measure): string[] {
  if (value === undefined) return [bench, measure, 'not measured', must, notMeasured ?? '']
  return [
    bench,
    measure,
    value >= 100 ? value.toFixed(0) : value.toPrecision(3),
    must,
    must === '' ? '' : holds ? 'holds' : 'FAILS',
  ]
}
