import { join } from 'node:path'
import { type DataTable, Given } from '@cucumber/cucumber'
import { savePact } from '../../../src/contract/file/save-pact.ts'
import type { JsonObject } from '../../../src/contract/model/json.ts'
import type { HttpInteraction, Interaction, Pact, ProviderState } from '../../../src/contract/model/pact.ts'
import { commentsOf } from '../support/comments.ts'
import { scenario } from '../support/scenario.ts'
import { refuseOthers, rowsOf } from '../support/tables.ts'
import { interactionNumbered } from './http-interactions.ts'
import { PROVIDER, verification } from './verification.ts'

Given('a Pact file for interaction {int} is to be verified', (number: number) => verifyNumbered(number))

Given('a Pact file for interaction {int} is to be verified, but is marked pending', (number: number) =>
  verifyNumbered(number, { isPending: true }),
)

Given(
  'a Pact file for interaction {int} is to be verified with a provider state {string} defined',
  (number: number, name: string) => verifyNumbered(number, { providerStates: [{ name, params: {} }] }),
)

Given(
  'a Pact file for interaction {int} is to be verified with the following provider states defined:',
  (number: number, table: DataTable) =>
    verifyNumbered(number, { providerStates: rowsOf(table).map((row) => stateFrom(row)) }),
)

Given(
  'a Pact file for interaction {int} is to be verified with the following comments:',
  (number: number, table: DataTable) => verifyNumbered(number, { comments: commentsOf(table) }),
)

/** Who expects an interaction: each has a consumer of its own. */
export function consumerOf(number: number): string {
  return `c_${number}`
}

/** The pact of a consumer for one interaction. */
export function pactFor(interaction: Interaction, consumer: string): Pact {
  const { specification } = scenario()
  return {
    consumer,
    provider: PROVIDER,
    interactions: [interaction],
    specification,
    metadata: {},
    others: {},
  }
}

/** Writes a pact into a file, which is then verified with the others. */
export async function verifyFile(pact: Pact): Promise<void> {
  const { files } = verification()
  files.push(await savePact(pact, join(scenario().folder, `pact-${files.length + 1}`)))
}

function verifyNumbered(number: number, facts: Partial<HttpInteraction> = {}): Promise<void> {
  return verifyFile(pactFor({ ...interactionNumbered(number), ...facts }, consumerOf(number)))
}

function stateFrom(row: Readonly<Record<string, string>>): ProviderState {
  refuseOthers(row, ['State Name', 'Parameters'])
  const { 'State Name': name = '', Parameters: parameters } = row
  return { name, params: parameters === undefined ? {} : (JSON.parse(parameters) as JsonObject) }
}
