import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PRODUCT, serveBenchmark } from './workload.ts'

/** As much of mockttp as is used here: it is installed for the benchmark only, so its types are not at hand. */
interface Mockttp {
  getLocal(): {
    readonly port: number
    start(): Promise<void>
    forGet(url: RegExp): { thenJson(status: number, body: object): Promise<unknown> }
  }
}

const [packages = '.'] = process.argv.slice(2)
const mockttp: Mockttp = createRequire(join(packages, 'package.json'))('mockttp')
const server = mockttp.getLocal()
await server.start()
// One rule for all of the paths, so that it need not try 200 of them one after the other.
await server.forGet(/\/resource-\d+\/[^/]+\/items\/[^/]+$/).thenJson(200, PRODUCT)
serveBenchmark(server.port)
