import type { HttpPart } from '../model/pact.ts'
import type { ActualHeaders } from './actual.ts'
import { matchBody } from './match-body.ts'
import { matchHeaders } from './match-headers.ts'
import type { Mismatch } from './mismatch.ts'

interface ActualPart {
  readonly headers: ActualHeaders
  readonly body: Uint8Array | undefined
}

/** Compares what requests and responses both have: headers and a body. */
export function matchHttpPart(
  { headers, body, rules }: HttpPart,
  actual: ActualPart,
  areExtrasAllowed: boolean,
): readonly Mismatch[] {
  return [
    ...matchHeaders({ expected: headers, actual: actual.headers, rules: rules.header }),
    ...matchBody({
      expected: body,
      actual: actual.body,
      expectedHeader: contentTypeHeader(headers),
      actualHeader: contentTypeHeader(actual.headers),
      rules: rules.body,
      typeRules: typeRules(rules),
      areExtrasAllowed,
      subject: 'http',
    }),
  ]
}

export function contentTypeHeader(headers: ActualHeaders): string | undefined {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')
  return found?.[1][0]
}

/** The rules for the header of the content type. */
function typeRules({ header }: HttpPart['rules']) {
  for (const [name, list] of header ?? []) if (name.toLowerCase() === 'content-type') return list
  return undefined
}
