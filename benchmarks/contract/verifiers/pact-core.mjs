import { createRequire, enableCompileCache } from 'node:module'
import { join } from 'node:path'

enableCompileCache()
const [url = '', stateUrl = '', file = '', packages = ''] = process.argv.slice(2)
const { default: core } = createRequire(join(packages, 'package.json'))('@pact-foundation/pact-core')

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
