// The program that loads pact-core for tests: it prints as it likes, which here nobody has to see.
import { createRequire } from 'node:module'
import type { VerifierCall } from './standard-verifier.ts'

interface PactCore {
  readonly default: { verifyPacts(options: object): Promise<string> }
}

const core = createRequire(import.meta.url)('@pact-foundation/pact-core') as PactCore

process.on('message', async ({ id, options }: VerifierCall) => {
  // A verification that fails rejects with its results.
  const results = await core.default.verifyPacts(options).catch((error: Error) => error.message)
  process.send?.({ id, results })
})
process.once('disconnect', () => process.exit())
