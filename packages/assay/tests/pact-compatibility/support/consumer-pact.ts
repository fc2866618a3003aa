import { join } from 'node:path'
import { saveInteractions } from '../../../src/contract/consumer/save-interactions.ts'
import { pactFileName } from '../../../src/contract/file/read-pact-file.ts'
import type { Interaction } from '../../../src/contract/model/pact.ts'
import { scenario } from './scenario.ts'

/** Between whom the pacts of consumer tests are. */
export const PARTIES = { consumer: 'compatibility-consumer', provider: 'compatibility-provider' }

const TEST_FILE = 'compatibility suite'

/** The file that a consumer test writes when it passes. */
export function consumerPactFile(): string {
  return join(scenario().folder, pactFileName(PARTIES))
}

/** Writes the pact of a consumer test that has passed: the scenario is its only test. */
export async function writeConsumerPact(interactions: readonly Interaction[]): Promise<void> {
  const { title, specification, folder } = scenario()
  const test = `${TEST_FILE} > ${title}`
  const tests = new Set([test])
  await saveInteractions(
    { ...PARTIES, specification, folder },
    interactions.map((interaction) => ({ test, interaction })),
    { name: TEST_FILE, tests, passed: tests, isGone: () => false },
  )
}
