import { type DataTable, Given } from '@cucumber/cucumber'
import type { HttpInteraction } from '../../../src/contract/model/pact.ts'
import { interactionFrom } from '../support/interactions.ts'
import { perScenario } from '../support/scenario.ts'
import { rowsOf } from '../support/tables.ts'

const defined = perScenario((): { interactions: HttpInteraction[] } => ({ interactions: [] }))

/** An interaction by its number in the table of the feature. */
export function interactionNumbered(number: number): HttpInteraction {
  const interaction = defined().interactions[number - 1]
  if (interaction === undefined) throw new Error(`No interaction ${number} has been defined.`)
  return interaction
}

/** `"1, 2"` */
export function interactionsNumbered(list: string): readonly HttpInteraction[] {
  return list.split(',').map((number) => interactionNumbered(Number(number)))
}

Given('the following HTTP interactions have been defined:', (table: DataTable) => {
  defined().interactions.push(...rowsOf(table).map(interactionFrom))
})
