// Runs features of the Pact compatibility suite against Assay:
// npm run test:pact-compatibility -- <folder>
import { relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runFeatures } from './run-features.ts'
import { findSuite } from './suite-folder.ts'

const BAD_CONFIGURATION = 3

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { messages: { type: 'string' } },
})
const [given, ...others] = positionals
if (given === undefined || others.length > 0) {
  stop('usage: npm run test:pact-compatibility -- <folder> [--messages <file>]')
}
// npm runs scripts at the root of the repository, wherever it was called.
const from = process.env['INIT_CWD'] ?? process.cwd()
const suite = findSuite(resolve(from, given))
if (suite === undefined) stop(`not present: there is no .feature file at ${given}`)

const { features, fixtures } = suite
const messages = values.messages === undefined ? undefined : resolve(from, values.messages)
console.log(`features: ${features.length} ${features.length === 1 ? 'file' : 'files'} at ${given}`)
console.log(
  fixtures === undefined
    ? 'fixtures: not found; no folder "fixtures" lies in, beside or above the features'
    : `fixtures: ${relative(from, fixtures)}`,
)
const { passed, failed, undefined: unknown } = await runFeatures(suite, messages)
console.log(`${passed} passed, ${failed} failed, ${unknown} undefined`)
process.exitCode = passed > 0 && failed === 0 && unknown === 0 ? 0 : 1

function stop(reason: string): never {
  console.error(reason)
  process.exit(BAD_CONFIGURATION)
}
