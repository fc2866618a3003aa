import type { Environment } from '../store/environments.ts'
import type { Placement } from '../store/placements.ts'
import type { Version } from '../store/versions.ts'
import { pacticipantReference, versionReference } from './pacticipant-hal.ts'
import type { Urls } from './urls.ts'

export function environmentHal(urls: Urls, environment: Environment): object {
  const { uuid, name, displayName } = environment
  const own = urls.environment(uuid)
  const deployed = {
    title: `Deployed to ${displayName}`,
    href: `${own}/deployed-versions/currently-deployed`,
  }
  return {
    uuid,
    name,
    displayName,
    production: environment.production === 1,
    contacts: JSON.parse(environment.contacts) as unknown,
    createdAt: environment.createdAt,
    updatedAt: environment.updatedAt,
    _links: {
      self: { title: 'Environment', name, href: own },
      'pb:currently-deployed-deployed-versions': deployed,
      'pb:currently-deployed-versions': deployed,
      'pb:currently-supported-released-versions': {
        title: `Released and supported in ${displayName}`,
        href: `${own}/released-versions/currently-supported`,
      },
      'pb:environments': { title: 'Environments', href: urls.at('/environments') },
    },
  }
}

/** That a version is, or was, in an environment. */
export function placementHal(
  urls: Urls,
  placement: Placement,
  { version, environment }: { readonly version: Version; readonly environment: Environment },
): object {
  const { kind, uuid, instance, isCurrent } = placement
  const state =
    kind === 'deployed'
      ? { currentlyDeployed: isCurrent === 1, target: instance, applicationInstance: instance }
      : // The command line reads the second, other clients the first.
        { currentlySupported: isCurrent === 1, currentlyReleased: isCurrent === 1 }
  const end = kind === 'deployed' ? 'undeployedAt' : 'supportEndedAt'
  return {
    uuid,
    ...state,
    ...(placement.endedAt === null ? {} : { [end]: placement.endedAt }),
    createdAt: placement.createdAt,
    updatedAt: placement.updatedAt,
    _embedded: {
      pacticipant: pacticipantReference(urls, version.name),
      version: versionReference(urls, version.name, version.number),
      environment: environmentHal(urls, environment),
    },
    _links: { self: { href: urls.placement(kind, uuid) } },
  }
}
