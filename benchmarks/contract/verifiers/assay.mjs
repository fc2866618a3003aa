import { enableCompileCache } from 'node:module'

// As the command of Assay does, which is no TypeScript either when it is installed.
enableCompileCache()
const { readPactFile } = await import('../../../packages/assay/src/contract/file/read-pact-file.ts')
const { verifyPact } = await import('../../../packages/assay/src/contract/provider/verify-pact.ts')

const [url = '', stateUrl = '', file = ''] = process.argv.slice(2)
const started = performance.now()
const { pact } = await readPactFile(file)
// pact-core always asks for the teardown too.
const states = { url: stateUrl, hasTeardown: true }
const { outcome } = await verifyPact(pact, { name: 'users', url, states })
const verifyMs = performance.now() - started
if (outcome !== 'passed') throw new Error(`the verification has ${outcome}`)
process.send?.({ verifyMs })
