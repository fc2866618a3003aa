import type { Environment } from '../store/environments.ts'
import type { Pact } from '../store/pacts.ts'
import type { Naming, VersionFacts } from '../store/version-facts.ts'
import type { Version } from '../store/versions.ts'
import { curies, template } from './links.ts'
import type { Urls } from './urls.ts'

/** Everything that is shown of a version. */
export interface VersionView {
  readonly version: Version
  readonly facts: VersionFacts
  readonly pacts: readonly Pact[]
  readonly environments: readonly Environment[]
}

export function versionHal(urls: Urls, { version, facts, pacts, environments }: VersionView): object {
  const { name, number, buildUrl } = version
  const own = urls.version(name, number)
  const placed = (kind: 'deployed' | 'released') =>
    facts.environments
      .filter((presence) => presence.kind === kind)
      .map(({ displayName, uuid }) => ({
        title: `Version ${kind} to ${displayName}`,
        name: displayName,
        href: `${own}/${kind}-versions/environment/${uuid}`,
      }))
  const recorded = (kind: 'deployed' | 'released') =>
    environments.map((environment) => ({
      title: `Record that it is ${kind} to ${environment.displayName}`,
      name: environment.name,
      href: `${own}/${kind}-versions/environment/${environment.uuid}`,
    }))
  const branches = branchesHal(urls, version, facts.branches)
  return {
    number,
    ...(buildUrl === null ? {} : { buildUrl }),
    createdAt: version.createdAt,
    updatedAt: version.updatedAt,
    _embedded: { branches, branchVersions: branches, tags: tagsHal(urls, version, facts.tags) },
    _links: {
      self: { title: 'Version', name: number, href: own },
      'pb:pacticipant': { title: 'Pacticipant', name, href: urls.pacticipant(name) },
      'pb:tag': template(`${own}/tags/{tag}`, 'A tag of this version'),
      'pb:latest-verification-results-where-pacticipant-is-consumer': {
        title: 'Latest verification results',
        href: urls.at(
          `/verification-results/consumer/${encodeURIComponent(name)}/version/${encodeURIComponent(number)}/latest`,
        ),
      },
      'pb:pact-versions': pacts.map((pact) => ({
        title: 'Pact',
        name: pactName(pact),
        href: urls.pact(pact),
      })),
      'pb:deployed-environments': placed('deployed'),
      'pb:released-environments': placed('released'),
      'pb:record-deployment': recorded('deployed'),
      'pb:record-release': recorded('released'),
      curies: curies(urls),
    },
  }
}

/** What a person calls a pact. */
export function pactName({
  consumer,
  number,
  provider,
}: Pick<Pact, 'consumer' | 'number' | 'provider'>): string {
  return `Pact between ${consumer} (${number}) and ${provider}`
}

type Named = Pick<Version, 'name' | 'number'>

export function branchesHal(urls: Urls, { name, number }: Named, branches: readonly Naming[]): object[] {
  return branches.map((branch) => ({
    name: branch.name,
    latest: branch.isLatest === 1,
    _links: {
      self: {
        title: 'Branch version',
        name: branch.name,
        href: urls.branchVersion(name, branch.name, number),
      },
    },
  }))
}

export function tagsHal(urls: Urls, { name, number }: Named, tags: readonly Naming[]): object[] {
  return tags.map((tag) => ({
    name: tag.name,
    latest: tag.isLatest === 1,
    _links: { self: { title: 'Tag', name: tag.name, href: urls.tag(name, number, tag.name) } },
  }))
}
