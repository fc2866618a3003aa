import { z } from 'zod'
import { placementHal } from '../hal/environment-hal.ts'
import { type Call, checkedBody } from '../http/call.ts'
import { present, Refusal } from '../http/refusal.ts'
import { hal, type Reply } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { type Environment, environmentWithId } from '../store/environments.ts'
import {
  endPlacement,
  findPlacement,
  listPlacements,
  type Placement,
  type PlacementKind,
  recordDeployment,
  recordRelease,
} from '../store/placements.ts'
import { versionWithId } from '../store/versions.ts'
import { foundEnvironment } from './environment-routes.ts'
import { foundVersion } from './version-view.ts'

const VERSION = '/pacticipants/:pacticipant/versions/:version'
const deploymentBody = z.object({
  applicationInstance: z.string().min(1).nullish(),
  target: z.string().min(1).nullish(),
})

export const PLACEMENT_ROUTES = [
  route(`POST ${VERSION}/deployed-versions/environment/:uuid`, (call) => {
    const { version, environment } = placeOf(call)
    const { applicationInstance, target } = checkedBody(call, deploymentBody)
    const instance = applicationInstance ?? target ?? null
    return created(call, recordDeployment(call.database, { version, environment }, instance), environment)
  }),
  route(`POST ${VERSION}/released-versions/environment/:uuid`, (call) => {
    const { version, environment } = placeOf(call)
    return created(call, recordRelease(call.database, version, environment), environment)
  }),
  route(`GET ${VERSION}/deployed-versions/environment/:uuid`, (call) => {
    const { version, environment } = placeOf(call)
    return shownList(call, environment, { kind: 'deployed', version: version.id })
  }),
  route(`GET ${VERSION}/released-versions/environment/:uuid`, (call) => {
    const { version, environment } = placeOf(call)
    return shownList(call, environment, { kind: 'released', version: version.id })
  }),
  route('GET /environments/:uuid/deployed-versions/currently-deployed', (call) =>
    shownList(call, foundEnvironment(call, call.parameters.uuid), { kind: 'deployed' }),
  ),
  route('GET /environments/:uuid/released-versions/currently-supported', (call) =>
    shownList(call, foundEnvironment(call, call.parameters.uuid), { kind: 'released' }),
  ),
  route('GET /deployed-versions/:uuid', (call) => hal(shown(call, found(call, 'deployed')))),
  route('GET /released-versions/:uuid', (call) => hal(shown(call, found(call, 'released')))),
  route('PATCH /deployed-versions/:uuid', (call) => {
    const { currentlyDeployed } = checkedBody(call, z.object({ currentlyDeployed: z.boolean().nullish() }))
    return end(call, 'deployed', { currentlyDeployed })
  }),
  route('PATCH /released-versions/:uuid', (call) => {
    const { currentlySupported } = checkedBody(call, z.object({ currentlySupported: z.boolean().nullish() }))
    return end(call, 'released', { currentlySupported })
  }),
]

function placeOf(
  call: Call<{ readonly pacticipant: string; readonly version: string; readonly uuid: string }>,
) {
  const { pacticipant, version, uuid } = call.parameters
  return { version: foundVersion(call, pacticipant, version), environment: foundEnvironment(call, uuid) }
}

function found(call: Call<{ readonly uuid: string }>, kind: PlacementKind): Placement {
  const { uuid } = call.parameters
  return present(findPlacement(call.database, kind, uuid), `${kind} version ${uuid}`)
}

function created(
  call: Pick<Call, 'database' | 'urls'>,
  placement: Placement,
  environment: Environment,
): Reply {
  const location = call.urls.placement(placement.kind, placement.uuid)
  return hal(shown(call, placement, environment), 201, { location })
}

/** Ends a placement; one that has ended stays so, because another version may have taken its place. */
function end(
  call: Call<{ readonly uuid: string }>,
  kind: PlacementKind,
  change: Readonly<Record<string, boolean | null | undefined>>,
): Reply {
  const placement = found(call, kind)
  const [[field, value] = ['', undefined]] = Object.entries(change)
  if (value === true && placement.isCurrent === 0) {
    const message = `${field} cannot become true again: another version may have taken the place. Record it anew.`
    throw new Refusal(422, { message, errors: { [field]: [message] } })
  }
  if (value === false) endPlacement(call.database, placement)
  return hal(shown(call, found(call, kind)))
}

function shownList(
  call: Pick<Call, 'database' | 'urls' | 'query'>,
  environment: Environment,
  filter: { readonly kind: PlacementKind; readonly version?: number },
) {
  const { query, urls, database } = call
  const place = query.get('applicationInstance') ?? query.get('target') ?? undefined
  const placements = listPlacements(database, {
    ...filter,
    environment: environment.id,
    pacticipant: query.get('pacticipant') ?? undefined,
    // An empty text asks for those without an instance.
    instance: place === '' ? null : place,
  })
  const name = `${filter.kind}Versions`
  return hal({
    _embedded: { [name]: placements.map((placement) => shown(call, placement, environment)) },
    _links: { self: { title: `In ${environment.displayName}`, href: urls.environment(environment.uuid) } },
  })
}

function shown(
  { database, urls }: Pick<Call, 'database' | 'urls'>,
  placement: Placement,
  environment?: Environment,
): object {
  const place = environment ?? environmentWithId(database, placement.environment)
  return placementHal(urls, placement, {
    version: versionWithId(database, placement.version),
    environment: place,
  })
}
