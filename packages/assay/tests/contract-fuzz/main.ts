import { parseArgs } from 'node:util'
import type { Disagreement } from './disagreement.ts'
import { PactCore } from './oracles/pact-core.ts'
import { bodyText } from './render-body.ts'
import { runFuzz } from './run-fuzz.ts'

// npm run test:pact-fuzz -- --cases 20000 --seed 1

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
await using core = new PactCore()
const only = values.only === undefined ? undefined : Number(values.only)
const range = only === undefined ? { from: 0, to: Number(values.cases) } : { from: only, to: only + 1 }
const started = performance.now()
const report = await runFuzz({ seed: values.seed, ...range }, core)
console.log(`cases: ${report.cases} (seed ${values.seed}, ${Math.round(performance.now() - started)} ms)`)
console.log(
  `agreements: ${report.matches + report.mismatches} (${report.matches} match, ${report.mismatches} do not)`,
)
const knownCount = [...report.known.values()].reduce((sum, count) => sum + count, 0)
console.log(`known differences: ${knownCount}`)
for (const [name, count] of report.known) console.log(`  ${count} ${name}`)
console.log(`unknown disagreements: ${report.unknown.length}`)
for (const one of report.unknown.slice(0, 40)) console.log(describe(one))
process.exitCode = report.unknown.length > 0 ? 1 : 0

function describe({ index, fuzzCase, core: theirs, assay }: Disagreement): string {
  const { expected, actual, rules, kind } = fuzzCase
  const part = ({ body, ...rest }: typeof expected | typeof actual) =>
    `${JSON.stringify(rest)} ${bodyText(body)}`
  return [
    `--- case ${index}: ${kind}, pact-core: ${theirs.verdict}, Assay: ${assay.verdict}`,
    `  expected  ${part(expected)}`,
    `  actual    ${part(actual)}`,
    `  rules     ${JSON.stringify(rules)}`,
    ...(theirs.found ?? []).map(({ place, sentence }) => `  pact-core ${place}: ${sentence}`),
    ...(assay.found ?? []).map(({ place, sentence }) => `  Assay     ${place}: ${sentence}`),
  ].join('\n')
}
