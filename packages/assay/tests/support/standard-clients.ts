import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { listen } from '../../src/load/protocols/fixtures/test-server.ts'
import { pactOf, type TestBroker } from './broker.ts'
import { standardBrokerCommand, verifyWithStandard } from './pact-tools.ts'
import type { Project } from './project.ts'

type Url = Pick<TestBroker, 'url'>

/** The standard command line in a folder, with a broker. */
export function commandLine(
  { directory }: Project,
  { url }: Url,
  environment: Readonly<Record<string, string>> = {},
) {
  // A refusal is an answer: asking again changes nothing.
  const settings = { PACT_BROKER_BASE_URL: url, PACT_BROKER_HTTP_RETRIES: '0' }
  return standardBrokerCommand(directory, { ...settings, ...environment })
}

/** Writes the pact of a consumer into the folder `pacts`. */
export function writePact({ directory }: Project, descriptions: readonly string[]): void {
  mkdirSync(join(directory, 'pacts'), { recursive: true })
  writeFileSync(join(directory, 'pacts/orders-products.json'), JSON.stringify(pactOf(descriptions)))
}

/** How the standard verifier is run. */
export interface Verification {
  /** What the provider answers with. */
  readonly status: number
  readonly version: string
  readonly branch?: string
  /** Others than the usual ones. */
  readonly options?: Readonly<Record<string, unknown>>
}

/** Verifies what selectors of a broker mean, or pacts by their addresses, and publishes the results. */
export async function verifyPacts(
  broker: Url,
  { status, version, branch = 'main', options = {} }: Verification,
): Promise<'passed' | 'failed'> {
  await using provider = await listen(
    createServer((_, response) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}'),
    ),
  )
  const isByAddress = 'pactUrls' in options
  const source = { pactBrokerUrl: broker.url, consumerVersionSelectors: [{ latest: true }] }
  return await verifyWithStandard({
    ...{ provider: 'products', providerBaseUrl: `http://127.0.0.1:${provider.port}` },
    ...{ providerVersion: version, providerVersionBranch: branch, publishVerificationResult: true },
    ...(isByAddress ? {} : source),
    ...options,
  })
}
