// Runs one workload with Assay's own engine: node assay-generator.ts <workload as JSON>
import type { GeneratorFigures } from './peers/peer.ts'
import type { Workload } from './workload.ts'

const workload: Workload = JSON.parse(process.argv[2]!)
try {
  console.log(JSON.stringify(await figuresOf(workload)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/** The only place where the benchmarks meet the engine. */
async function figuresOf({ kind }: Workload): Promise<GeneratorFigures> {
  throw new Error(`engine not there yet: it cannot do the workload "${kind}"`)
}
