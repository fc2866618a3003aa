import { packageVersion } from '../../base/package-version.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { Pact, PactSpecification } from '../model/pact.ts'
import { compareInteractions } from './interaction-order.ts'
import { inOrder, isJsonObject } from './json-object.ts'
import { versionText } from './specification-version.ts'
import { refuseUnsayable } from './unsayable.ts'
import { writeInteraction } from './write-interaction.ts'

/**
 * A pact as the text of a file: the same pact always gives the same text.
 *
 * @throws AssayError `pact_needs_newer_specification` when the version cannot say what the pact means
 * @example
 * writePact(readPact(text, 'web-orders.json').pact, '4.0')
 */
export function writePact(pact: Pact, specification: PactSpecification = pact.specification): string {
  refuseUnsayable(pact, specification)
  const written = pact.interactions
    .toSorted(compareInteractions)
    .map((interaction) => writeInteraction(interaction, specification))
  const isMessages = specification === '3.0' && pact.interactions[0]?.kind === 'asynchronous-message'
  const json = inOrder({
    ...pact.others,
    consumer: partyToJson(pact.consumer, pact.others['consumer']),
    provider: partyToJson(pact.provider, pact.others['provider']),
    [isMessages ? 'messages' : 'interactions']: written,
    metadata: metadataToJson(pact.metadata, specification),
  })
  return `${JSON.stringify(json, undefined, 2)}\n`
}

function partyToJson(name: string, extras: Json | undefined): JsonObject {
  return inOrder({ ...(isJsonObject(extras) ? extras : {}), name })
}

/** What other tools have left there stays. */
function metadataToJson(metadata: JsonObject, specification: PactSpecification): JsonObject {
  return inOrder({
    ...metadata,
    assay: { version: packageVersion() },
    pactSpecification: { version: versionText(specification) },
  })
}
