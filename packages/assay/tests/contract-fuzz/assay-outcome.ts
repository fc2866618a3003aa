import { readPact } from '../../src/contract/file/read-pact.ts'
import { matchMessage } from '../../src/contract/matching/match-message.ts'
import { matchRequest } from '../../src/contract/matching/match-request.ts'
import { matchResponse } from '../../src/contract/matching/match-response.ts'
import type { Mismatch } from '../../src/contract/matching/mismatch.ts'
import type { Interaction } from '../../src/contract/model/pact.ts'
import { AssayError } from '../../src/errors/assay-error.ts'
import type { FuzzCase, HeaderList, Outcome } from './fuzz-case.ts'
import { bodyBytes, queryText } from './render-body.ts'
import { interactionsPactText, interactionText, messagePactText, messageText } from './write-case.ts'

/** What Assay says of a case. The pact of a request is the one that pact-core has written. */
export function askAssay(one: FuzzCase, pact: string | undefined): Outcome {
  try {
    return outcomeOf(compare(one, pact))
  } catch (error) {
    if (error instanceof AssayError) return { verdict: 'refused' }
    throw error
  }
}

function compare(one: FuzzCase, pact: string | undefined): readonly Mismatch[] {
  switch (one.kind) {
    case 'message': {
      const { message } = only('asynchronous-message', messagePactText(messageText(one.expected, one.rules)))
      const { body, metadata } = one.actual
      return matchMessage(message, { contents: bodyBytes(body), contentType: undefined, metadata })
    }
    case 'request': {
      const { method, path, query, headers, body } = one.actual
      const sent = { method, path: encodeURI(path), query: queryText(query) }
      const { request } = only('http', pact ?? '')
      return matchRequest(request, { ...sent, headers: headersOf(headers), body: bodyBytes(body) })
    }
    case 'response': {
      const text = interactionsPactText([interactionText('/', one.expected, one.rules)])
      const { status, headers, body } = one.actual
      const { response } = only('http', text)
      return matchResponse(response, { status, headers: headersOf(headers), body: bodyBytes(body) })
    }
  }
}

/** The one interaction of a pact, of a kind. */
function only<Kind extends Interaction['kind']>(
  kind: Kind,
  text: string,
): Extract<Interaction, { kind: Kind }> {
  const [interaction] = readPact(text, 'the case').pact.interactions
  if (interaction?.kind !== kind) throw new Error(`The pact has no ${kind}: ${text}`)
  return interaction as Extract<Interaction, { kind: Kind }>
}

function headersOf(headers: HeaderList): Record<string, readonly string[]> {
  return Object.fromEntries(headers.map(([name, values]) => [name.toLowerCase(), values]))
}

function outcomeOf(mismatches: readonly Mismatch[]): Outcome {
  const found = mismatches.map((mismatch) => ({
    place: placeOf(mismatch),
    sentence: [mismatch.sentence, mismatch.note].join(' ').trim(),
  }))
  return { verdict: found.length === 0 ? 'match' : 'mismatch', found }
}

function placeOf({ kind, where }: Mismatch): string {
  return `${kind} ${kind === 'header' ? where.toLowerCase() : where}`.trim()
}
