import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

// The tools that teams use with Pact today, as they are published.

const require = createRequire(import.meta.url)

/** What a command has printed, and how it ended. */
export interface Ended {
  readonly code: number
  readonly output: string
}

/** The standard command line of Pact brokers, in a folder. */
export function standardBrokerCommand(
  directory: string,
  environment: Readonly<Record<string, string>>,
): (...args: readonly string[]) => Promise<Ended> {
  const manifest = require.resolve('@pact-foundation/pact-cli/package.json')
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'))
  const program = join(dirname(manifest), bin['pact-broker'])
  const env = { ...process.env, PACT_DO_NOT_TRACK: 'true', PACT_BROKER_HTTP_RETRIES: '1', ...environment }
  return (...args) =>
    new Promise((resolve) => {
      const options = { cwd: directory, env, timeout: 30_000 }
      execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
        // biome-ignore lint/suspicious/noControlCharactersInRegex: colours, which no test is about
        resolve({ code, output: `${stdout}${stderr}`.replaceAll(/\u001b\[[\d;]*m/g, '') })
      })
    })
}

interface Verifier {
  verifyPacts(options: Readonly<Record<string, unknown>>): Promise<unknown>
}

/** Verifies with the standard verifier; its options are those of `@pact-foundation/pact-core`. */
export async function verifyWithStandard(
  options: Readonly<Record<string, unknown>>,
): Promise<'passed' | 'failed'> {
  const { default: verifier } = require('@pact-foundation/pact-core') as { readonly default: Verifier }
  return verifier.verifyPacts({ logLevel: 'error', ...options }).then(
    () => 'passed',
    () => 'failed',
  )
}
