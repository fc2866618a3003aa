import { type DataTable, Given } from '@cucumber/cucumber'
import type { JsonObject } from '../../../src/contract/model/json.ts'
import { bodyOf } from '../support/bodies.ts'
import { type MadeMessage, serveMessages } from '../support/message-server.ts'
import { perScenario, scenario } from '../support/scenario.ts'
import { metadataOf } from '../support/tables.ts'
import { verification } from './verification.ts'

const messages = perScenario(() => new Map<string, MadeMessage>())

Given(
  'a provider is started that can generate the {string} message with {string}',
  (name: string, body: string) => provide(name, body, {}),
)

Given(
  'a provider is started that can generate the {string} message with {string} and the following metadata:',
  (name: string, body: string, table: DataTable) => provide(name, body, metadataOf(table)),
)

/** One provider makes all messages of a scenario. */
async function provide(name: string, cell: string, metadata: JsonObject): Promise<void> {
  const body = bodyOf(cell)
  messages().set(name, { body, metadata: { contentType: body.contentType, ...metadata } })
  if (verification().messages !== undefined) return
  const server = scenario().resources.use(await serveMessages(messages()))
  verification().messages = { url: `${server.url}/` }
}
