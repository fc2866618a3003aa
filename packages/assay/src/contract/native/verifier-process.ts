// The program that loads pact-core: native code that cannot be interrupted, prints as it likes, and
// starts plugins, has a process of its own that can be ended.
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { VerifierAnswer, VerifierOptions } from './verifier-options.ts'

interface PactCore {
  readonly default: { verifyPacts(options: VerifierOptions): Promise<string> }
}

process.once('message', (options: VerifierOptions) => void verify(options))
// Whoever waits for the answer is gone, and cleans up no more; the plugins are in the group of this process.
process.once('disconnect', () => {
  rmSync(process.env['PACT_OUTPUT_DIR']!, { recursive: true, force: true })
  process.kill(-process.pid, 'SIGKILL')
})

async function verify(options: VerifierOptions): Promise<void> {
  process.send?.(await answerTo(options))
}

async function answerTo(options: VerifierOptions): Promise<VerifierAnswer> {
  try {
    const core = createRequire(import.meta.url)('@pact-foundation/pact-core') as PactCore
    return { results: await core.default.verifyPacts(options) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
