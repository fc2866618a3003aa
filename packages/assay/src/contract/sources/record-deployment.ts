import { type BrokerClient, requireLink } from './broker-client.ts'
import { unknownEnvironment } from './environments.ts'
import { linksOf } from './hal.ts'

/** A version that is somewhere now. */
export interface Deployment {
  readonly pacticipant: string
  readonly version: string
  readonly environment: string
  /** Which of several instances in the environment; without it there is one. */
  readonly instance?: string
}

/**
 * Tells a broker that a version is deployed to an environment, in place of the one before.
 *
 * @throws AssayError `unknown_environment`, `broker_rejected` for a version that is not known, other `broker_…`
 * @example
 * await recordDeployment(broker, { pacticipant: 'web', version: commit, environment: 'production' })
 */
export function recordDeployment(broker: BrokerClient, deployment: Deployment): Promise<void> {
  return record(broker, deployment, 'pb:record-deployment')
}

/**
 * Tells a broker that a version is released to an environment, beside those before: for what users
 * install themselves.
 *
 * @throws AssayError as {@link recordDeployment}
 */
export function recordRelease(broker: BrokerClient, release: Omit<Deployment, 'instance'>): Promise<void> {
  return record(broker, release, 'pb:record-release')
}

async function record(broker: BrokerClient, deployment: Deployment, relation: string): Promise<void> {
  const { pacticipant, version, environment, instance } = deployment
  const index = await broker.index()
  const found = await broker.get(requireLink(index, 'pb:pacticipant-version', { pacticipant, version }))
  const links = linksOf(found, relation)
  const link = links.find(({ name }) => name === environment)
  if (link === undefined)
    throw unknownEnvironment(
      environment,
      links.map(({ name }) => name ?? ''),
    )
  await broker.send(
    'POST',
    link.href,
    instance === undefined ? {} : { applicationInstance: instance, target: instance },
  )
}
