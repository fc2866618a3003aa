import type { Verification } from '../store/verifications.ts'
import type { Urls } from './urls.ts'

/** What a version of a provider made of a pact. */
export function verificationHal(urls: Urls, result: Verification): object {
  const { provider, consumer, number, success, buildUrl } = result
  return {
    providerName: provider,
    providerApplicationVersion: number,
    success: success === 1,
    verificationDate: result.createdAt,
    ...(buildUrl === null ? {} : { buildUrl }),
    ...(result.results === null ? {} : { testResults: JSON.parse(result.results) as unknown }),
    ...(result.verifiedBy === null ? {} : { verifiedBy: JSON.parse(result.verifiedBy) as unknown }),
    wip: result.isWip === 1,
    _links: {
      self: {
        title: 'Verification result',
        name: `Verification result ${result.id} for the pact between ${consumer} and ${provider}`,
        href: urls.verification(result),
      },
      'pb:pact-version': { title: 'Pact', href: urls.content(result) },
      'pb:triggered-webhooks': {
        title: 'Webhooks it has triggered',
        href: `${urls.verification(result)}/triggered-webhooks`,
      },
    },
  }
}
