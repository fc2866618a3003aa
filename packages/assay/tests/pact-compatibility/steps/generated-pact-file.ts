import { deepEqual, equal, ok } from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { type DataTable, Then, When } from '@cucumber/cucumber'
import { checkInteraction } from '../../../src/contract/consumer/check-interaction.ts'
import { savePact } from '../../../src/contract/file/save-pact.ts'
import type { Json, JsonObject } from '../../../src/contract/model/json.ts'
import type { Interaction } from '../../../src/contract/model/pact.ts'
import { PARTIES } from '../support/consumer-pact.ts'
import { buildHttp, buildMessage, buildSynchronous, drafts } from '../support/drafts.ts'
import { perScenario, scenario } from '../support/scenario.ts'
import { rowOf } from '../support/tables.ts'

const written = perScenario((): { interactions: readonly JsonObject[] } => ({ interactions: [] }))

When('the Pact file for the test is generated', async () => {
  const { folder, specification } = scenario()
  const { http, message, synchronous } = drafts()
  const interactions: Interaction[] = [
    ...(http === undefined ? [] : [buildHttp(http)]),
    ...(message === undefined ? [] : [buildMessage(message)]),
    ...(synchronous === undefined ? [] : [buildSynchronous(synchronous)]),
  ]
  for (const interaction of interactions) checkInteraction(interaction, { ...PARTIES, specification })
  const pact = { ...PARTIES, interactions, specification, metadata: {}, others: {} }
  const json = JSON.parse(await readFile(await savePact(pact, folder), 'utf8'))
  written().interactions = json.interactions
})

Then('there will be an interaction in the Pact file with a type of {string}', (type: string) => {
  const types = written().interactions.map((interaction) => interaction['type'])
  ok(types.includes(type), `only these types: ${types.join(', ')}`)
})

Then(
  'the {numType} interaction in the Pact file will have a type of {string}',
  (index: number, type: string) => equal(interactionAt(index)['type'], type),
)

Then(
  'the {numType} interaction in the Pact file will have {string} = {string}',
  (index: number, member: string, json: string) => deepEqual(interactionAt(index)[member], JSON.parse(json)),
)

Then('the interaction in the Pact file will contain {int} provider state(s)', (count: number) =>
  equal(states().length, count),
)

Then('the interaction in the Pact file will contain provider state {string}', (name: string) =>
  ok(
    states().some((state) => state['name'] === name),
    `only these states: ${JSON.stringify(states())}`,
  ),
)

Then(
  'the provider state {string} in the Pact file will contain the following parameters:',
  (name: string, table: DataTable) => {
    const state = states().find((candidate) => candidate['name'] === name)
    deepEqual(state?.['params'], JSON.parse(rowOf(table)['parameters'] ?? '') as Json)
  },
)

function interactionAt(index: number): JsonObject {
  const interaction = written().interactions[index]
  if (interaction === undefined) throw new Error(`The pact has no interaction ${index + 1}.`)
  return interaction
}

function states(): readonly JsonObject[] {
  return interactionAt(0)['providerStates'] as readonly JsonObject[]
}
