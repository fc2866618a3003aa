import { createRequire, enableCompileCache } from 'node:module'
import { join } from 'node:path'

/** As much of pact-core as is used here: it is installed for the benchmark only, so its types are not at hand. */
interface PactCore {
  verifyPacts(options: object): Promise<string>
}

enableCompileCache()
const [url = '', stateUrl = '', file = '', packages = ''] = process.argv.slice(2)
const core: PactCore = createRequire(join(packages, 'package.json'))('@pact-foundation/pact-core').default

const started = performance.now()
// It rejects when an interaction fails.
await core.verifyPacts({
  provider: 'users',
  providerBaseUrl: url,
  providerStatesSetupUrl: stateUrl,
  pactUrls: [file],
  logLevel: 'error',
})
process.send?.({ verifyMs: performance.now() - started })
