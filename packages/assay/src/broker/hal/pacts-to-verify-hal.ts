import { encodeMetadata } from '../pacts/metadata.ts'
import type { PactToVerify, VerificationQuery } from '../pacts/pacts-to-verify.ts'
import type { Urls } from './urls.ts'
import { pactName } from './version-hal.ts'

export function pactsToVerifyHal(
  urls: Urls,
  pacts: readonly PactToVerify[],
  query: VerificationQuery,
): object {
  return {
    _embedded: { pacts: pacts.map((one) => toVerifyHal(urls, one, query)) },
    _links: {
      self: { href: `${urls.provider(query.provider)}/for-verification`, title: 'Pacts to be verified' },
    },
  }
}

function toVerifyHal(urls: Urls, one: PactToVerify, query: VerificationQuery): object {
  const { pact, reasons, versions, isPending, isWip } = one
  const href = urls.contentWith(pact, encodeMetadata({ versions, isWip }))
  return {
    shortDescription: reasons.join(', '),
    verificationProperties: {
      ...(isPending === undefined ? {} : { pending: isPending }),
      ...(isWip ? { wip: true } : {}),
      notices: noticesOf(urls, one, query),
    },
    _links: { self: { href, name: pactName(pact) } },
  }
}

function noticesOf(
  urls: Urls,
  { pact, reasons, isPending, isWip }: PactToVerify,
  query: VerificationQuery,
): object[] {
  const who = nameOfVerifier(query)
  const before = [
    `The pact at ${urls.content(pact)} is verified because it is ${isWip ? 'new: ' : ''}${reasons.join(', ')}.`,
  ]
  if (isPending === undefined) return before.map((text) => ({ when: 'before_verification', text }))
  before.push(
    isPending
      ? `It is pending for ${who}: no version there has verified it successfully yet. If it fails, that does not fail your build.`
      : `${who} has verified it successfully before. If it fails now, that fails your build.`,
  )
  const after = isPending
    ? [
        ['success_true_published_false', 'It stays pending: the result was not published.'],
        ['success_true_published_true', `It is no longer pending for ${who}.`],
        ['success_false_published_false', 'It stays pending: it failed, and the result was not published.'],
        ['success_false_published_true', `It stays pending for ${who} until it is verified successfully.`],
      ]
    : []
  return [
    ...before.map((text) => ({ when: 'before_verification', text })),
    ...after.map(([when, text]) => ({ when: `after_verification:${when}`, text })),
  ]
}

function nameOfVerifier({ provider, branch, tags }: VerificationQuery): string {
  if (branch !== undefined) return `branch ${branch} of ${provider}`
  return tags.length === 0 ? provider : `${provider} with tag ${tags.join(', ')}`
}
