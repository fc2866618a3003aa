import type { ExactJson } from '../../contract/file/exact-json.ts'
import { withInteractionIds } from '../pacts/pact-content.ts'
import type { Pact } from '../store/pacts.ts'
import { curies, template } from './links.ts'
import { pacticipantReference, versionReference } from './pacticipant-hal.ts'
import type { Urls } from './urls.ts'
import { pactName } from './version-hal.ts'

/** What is shown of a pact. */
export interface ShownPact {
  readonly content: ExactJson
  /** What is remembered until the results are published. */
  readonly metadata: string | undefined
  /** Whether it was asked for by its content, and not by a version. */
  readonly isContent: boolean
}

/** A pact as it was published, with links; the verifier publishes its results by one of them. */
export function pactHal(urls: Urls, pact: Pact, shown: ShownPact): object {
  const { consumer, provider, number } = pact
  const parties = urls.parties(pact)
  const own = urls.pact(pact)
  const content = shown.metadata === undefined ? urls.content(pact) : urls.contentWith(pact, shown.metadata)
  const name = pactName(pact)
  return {
    ...(withInteractionIds(shown.content) as object),
    createdAt: pact.createdAt,
    _links: {
      self: { title: 'Pact', name, href: shown.isContent ? content : own },
      'pb:consumer': { title: 'Consumer', name: consumer, href: urls.pacticipant(consumer) },
      'pb:consumer-version': {
        title: 'Consumer version',
        name: number,
        href: urls.version(consumer, number),
      },
      'pb:consumer-versions': [
        { title: 'Consumer version', name: number, href: urls.version(consumer, number) },
      ],
      'pb:provider': { title: 'Provider', name: provider, href: urls.pacticipant(provider) },
      'pb:pact-version': {
        title: 'Pact content version permalink',
        name: pact.sha,
        href: urls.content(pact),
      },
      'pb:latest-pact-version': { title: 'Latest version of this pact', href: `${parties}/latest` },
      'pb:all-pact-versions': { title: 'All versions of this pact', href: `${parties}/versions` },
      'pb:latest-tagged-pact-version': template(`${parties}/latest/{tag}`, 'Latest version with a tag'),
      'pb:previous-distinct': { title: 'Previous distinct version', href: `${own}/previous-distinct` },
      'pb:pact-webhooks': { title: 'Webhooks', href: `${parties}/webhooks` },
      'pb:tag-version': template(`${urls.version(consumer, number)}/tags/{tag}`, 'Tag this version'),
      'pb:publish-verification-results': {
        title: 'Publish verification results',
        href: `${content}/verification-results`,
      },
      // `get-pacts --latest` of the command line takes any answer for a list.
      'pb:pacts': [linkOf(urls, pact)],
      'pb:latest-verification-results': { href: `${urls.content(pact)}/verification-results/latest` },
      'pb:triggered-webhooks': { title: 'Webhooks it has triggered', href: `${own}/triggered-webhooks` },
      curies: curies(urls),
    },
  }
}

/** Many pacts, as links and with their parties. */
export function pactListHal(urls: Urls, pacts: readonly Pact[], self: string): object {
  const links = pacts.map((pact) => linkOf(urls, pact))
  const list = pacts.map((pact) => listedHal(urls, pact))
  return {
    // The command line reads the first, other clients the second.
    pacts: list,
    _embedded: { pacts: list },
    _links: {
      self: { href: self, title: 'Pacts' },
      pacts: links,
      'pb:pacts': links,
      'pact-versions': links,
      'pb:pact-versions': links,
    },
  }
}

function linkOf(urls: Urls, pact: Pact): object {
  return {
    title: pactName(pact),
    name: pact.consumer,
    href: urls.pact(pact),
    versionNumber: pact.number,
  }
}

function listedHal(urls: Urls, pact: Pact): object {
  const version = versionReference(urls, pact.consumer, pact.number)
  return {
    createdAt: pact.createdAt,
    _embedded: {
      consumer: {
        ...pacticipantReference(urls, pact.consumer),
        _embedded: { version },
      },
      consumerVersion: version,
      provider: pacticipantReference(urls, pact.provider),
    },
    _links: { self: { title: 'Pact', name: pactName(pact), href: urls.pact(pact) } },
  }
}
