// One of the processes of the benchmark: claims ports, holds them all, and tells which they are.
import { claimPort } from '../../packages/assay/src/processes/ports.ts'

const count = Number(process.argv[2])
const started = performance.now()
const claims = []
for (let index = 0; index < count; index += 1) claims.push(await claimPort())
const msEach = (performance.now() - started) / count
console.log(JSON.stringify({ ports: claims.map(({ port }) => port), msEach }))
// They stay claimed until the parent has heard from everybody.
process.stdin.once('end', () => process.exit(0)).resume()
