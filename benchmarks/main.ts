// npm run bench -- <name…> [--json]
import { parseArgs } from 'node:util'
import type { Measure } from './measure.ts'

const BENCHMARKS: Readonly<
  Record<string, () => Promise<{ readonly run: () => Promise<readonly Measure[]> }>>
> = {
  boot: () => import('./boot/main.ts'),
  isolation: () => import('./isolation/main.ts'),
  overhead: () => import('./overhead/main.ts'),
  stub: () => import('./stub/main.ts'),
  guard: () => import('./guard/main.ts'),
  ports: () => import('./ports/main.ts'),
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } })
const names = positionals.length === 0 ? Object.keys(BENCHMARKS) : positionals
const unknown = names.filter((name) => !(name in BENCHMARKS))
if (unknown.length > 0) {
  console.error(
    `there is no benchmark ${unknown.join(', ')}; there are: ${Object.keys(BENCHMARKS).join(', ')}`,
  )
  process.exit(3)
}

let allHold = true
for (const name of names) {
  console.error(`${name} …`)
  const { run } = await BENCHMARKS[name]!()
  const measures = await run()
  allHold &&= measures.every(({ holds }) => holds)
  if (values.json === true) for (const measure of measures) console.log(JSON.stringify(measure))
  else console.log(table(measures))
}
process.exit(allHold ? 0 : 1)

function table(measures: readonly Measure[]): string {
  const rows = measures.map(({ bench, measure, value, must, holds }) => [
    bench,
    measure,
    value >= 100 ? value.toFixed(0) : value.toPrecision(3),
    must,
    must === '' ? '' : holds ? 'holds' : 'FAILS',
  ])
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
