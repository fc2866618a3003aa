import type { Pacticipant } from '../store/pacticipants.ts'
import { curies, template } from './links.ts'
import type { Urls } from './urls.ts'

/** An application with its labels. */
export function pacticipantHal(
  urls: Urls,
  pacticipant: Pacticipant,
  { labels, latest }: { readonly labels: readonly string[]; readonly latest?: string | undefined },
): object {
  const { name } = pacticipant
  const own = urls.pacticipant(name)
  return {
    name,
    displayName: pacticipant.displayName ?? name,
    ...present(pacticipant),
    createdAt: pacticipant.createdAt,
    updatedAt: pacticipant.updatedAt,
    _embedded: {
      labels: labels.map((label) => ({
        name: label,
        _links: { self: { title: 'Label', name: label, href: urls.label(name, label) } },
      })),
      ...(latest === undefined ? {} : { latestVersion: versionReference(urls, name, latest) }),
    },
    _links: {
      self: { href: own, title: 'Pacticipant', name },
      'pb:versions': { href: `${own}/versions` },
      versions: { href: `${own}/versions`, title: 'Deprecated: use pb:versions' },
      'pb:branches': { href: `${own}/branches` },
      'pb:version': template(`${own}/versions/{version}`, 'A version'),
      'pb:version-tag': template(`${own}/versions/{version}/tags/{tag}`, 'A tag of a version'),
      'pb:branch-version': template(`${own}/branches/{branch}/versions/{version}`, 'A version of a branch'),
      'pb:label': template(`${own}/labels/{label}`, 'A label'),
      'pb:can-i-deploy-badge': template(
        `${own}/latest-version/{tag}/can-i-deploy/to/{environmentTag}/badge`,
        'Whether the latest version with a tag may be deployed',
      ),
      'pb:can-i-deploy-branch-to-environment-badge': template(
        `${own}/branches/{branch}/latest-version/can-i-deploy/to-environment/{environment}/badge`,
        'Whether the latest version of a branch may be deployed',
      ),
      curies: curies(urls),
    },
  }
}

/** An application as a part of something else. */
export function pacticipantReference(urls: Urls, name: string): object {
  return { name, _links: { self: { title: 'Pacticipant', name, href: urls.pacticipant(name) } } }
}

/** A version as a part of something else. */
export function versionReference(urls: Urls, name: string, number: string): object {
  const self = { title: 'Version', name: number, href: urls.version(name, number) }
  return { number, _links: { self } }
}

function present({ mainBranch, repositoryUrl, repositoryName, repositoryNamespace }: Pacticipant): object {
  const fields = { mainBranch, repositoryUrl, repositoryName, repositoryNamespace }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}
