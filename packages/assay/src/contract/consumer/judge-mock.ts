import { type AssayError, configurationError } from '../../errors/assay-error.ts'
import type { HttpInteraction } from '../model/pact.ts'
import { describeMismatch } from './describe-mismatch.ts'
import type { MockServer, UnexpectedRequest } from './mock-server.ts'

type SeenByMock = Pick<MockServer, 'expected' | 'unexpected'>

/** What a test did that its interactions do not say; `undefined` when they are all fulfilled. */
export function judgeMock(provider: string, { expected, unexpected }: SeenByMock): AssayError | undefined {
  const unused = expected.filter(({ count }) => count === 0).map(({ interaction }) => interaction)
  if (unexpected.length > 0) return unexpectedRequest(provider, unexpected, unused)
  return unused.length > 0 ? notFulfilled(provider, unused) : undefined
}

function unexpectedRequest(
  provider: string,
  unexpected: readonly UnexpectedRequest[],
  unused: readonly HttpInteraction[],
): AssayError {
  const [first, ...others] = unexpected
  return configurationError({
    code: 'pact_unexpected_request',
    message: `The mock of "${provider}" received a request that no interaction of the test expects: ${first?.request}.`,
    evidence: [
      ...(first?.near ?? []).flatMap(({ description, mismatches }) => [
        `near: "${description}"`,
        ...mismatches.flatMap(describeMismatch).map((line) => `  ${line}`),
      ]),
      ...others.map(({ request }) => `also unexpected: ${request}`),
      ...unused.map((interaction) => `never requested: ${described(interaction)}`),
    ],
    fix: 'correct the consumer, or the interaction if the request is as it should be',
  })
}

function notFulfilled(provider: string, unused: readonly HttpInteraction[]): AssayError {
  return configurationError({
    code: 'pact_not_fulfilled',
    message: `The mock of "${provider}" expected a request that the test did not make.`,
    evidence: unused.flatMap((interaction) => [`never requested: ${described(interaction)}`]),
    fix: 'let the test await everything it does, or leave the interaction out',
  })
}

/** `"a request for a product" (GET /products/7)`. */
function described({ description, request: { method, path } }: HttpInteraction): string {
  return `"${description}" (${method} ${path})`
}
