import { refuseUnsayable } from '../file/unsayable.ts'
import { matchMessage } from '../matching/match-message.ts'
import { matchRequest } from '../matching/match-request.ts'
import { matchResponse } from '../matching/match-response.ts'
import type { Mismatch } from '../matching/mismatch.ts'
import type { Body } from '../model/body.ts'
import type { Interaction, Message, PactSpecification } from '../model/pact.ts'
import { describeMismatch } from './describe-mismatch.ts'
import { invalidInteraction } from './invalid-interaction.ts'
import { refuseNewerRules } from './rule-versions.ts'

/**
 * Refuses an interaction whose own example is not what its matchers say, or that the version of the
 * pact cannot hold: where it is written, rather than when somebody verifies it.
 *
 * @throws AssayError `invalid_interaction` or `pact_needs_newer_specification`
 */
export function checkInteraction(interaction: Interaction, parties: Parties): void {
  const { specification, consumer, provider } = parties
  refuseNewerRules(interaction, specification)
  const pact = { consumer, provider, specification, interactions: [interaction], metadata: {}, others: {} }
  refuseUnsayable(pact, specification)
  const mismatches = ownMismatches(interaction)
  if (mismatches.length === 0) return
  throw invalidInteraction(`The example of "${interaction.description}" is not what its matchers say.`, {
    evidence: mismatches.flatMap(describeMismatch),
    fix: 'give the matchers examples that fit',
  })
}

/** Between whom, and in which version. */
export interface Parties {
  readonly consumer: string
  readonly provider: string
  readonly specification: PactSpecification
}

function ownMismatches(interaction: Interaction): readonly Mismatch[] {
  switch (interaction.kind) {
    case 'http': {
      const { request, response } = interaction
      return [
        ...matchRequest(request, { ...request, body: bytesOf(request.body) }),
        ...matchResponse(response, { ...response, body: bytesOf(response.body) }),
      ]
    }
    case 'asynchronous-message':
      return ownMessageMismatches(interaction.message)
    case 'synchronous-message':
      return [interaction.request, ...interaction.responses].flatMap(ownMessageMismatches)
  }
}

function ownMessageMismatches(message: Message): readonly Mismatch[] {
  const { contents, metadata } = message
  const contentType = contents.kind === 'present' ? contents.contentType : undefined
  return matchMessage(message, { contents: bytesOf(contents), contentType, metadata })
}

/** What a body is when it is sent; `undefined` when nothing is. */
export function bytesOf(body: Body): Buffer | undefined {
  switch (body.kind) {
    case 'missing':
      return undefined
    case 'null':
      return Buffer.from('null')
    case 'empty':
      return Buffer.alloc(0)
    case 'present':
      return body.bytes
  }
}
