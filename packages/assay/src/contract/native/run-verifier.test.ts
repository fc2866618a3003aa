import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { runVerifier } from './run-verifier.ts'

test('a run that was interrupted before the verifier started does not wait for it', async () => {
  const options = {
    ...{ provider: 'products', providerBaseUrl: 'http://127.0.0.1:1', pactUrls: [], transports: [] },
    ...{ providerStatesSetupUrl: 'http://127.0.0.1:1', timeout: 1_000, disableSslVerification: false },
    logLevel: 'error' as const,
  }
  // Nobody answers this program's questions, so that only the interruption can end it in time.
  const run = { options, folder: tmpdir(), timeoutMs: 60_000, signal: AbortSignal.abort() }
  expect(await runVerifier(run)).toMatchObject({ problem: 'the run was interrupted' })
})
