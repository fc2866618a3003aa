import { nearest } from '../../base/nearest.ts'
import { type AssayError, configurationError } from '../../errors/assay-error.ts'
import { type BrokerClient, requireLink } from './broker-client.ts'
import { objectAt, objectsAt, textAt } from './hal.ts'

/** Where versions are deployed or released to. */
export interface BrokerEnvironment {
  readonly name: string
  /** Default: the name. */
  readonly displayName?: string
  readonly isProduction: boolean
}

/**
 * Makes an environment known to a broker.
 *
 * @throws AssayError `broker_rejected` when there is one of that name, other `broker_…`
 * @example
 * await createEnvironment(broker, { name: 'staging', isProduction: false })
 */
export async function createEnvironment(
  broker: BrokerClient,
  { name, displayName = name, isProduction }: BrokerEnvironment,
): Promise<void> {
  const link = requireLink(await broker.index(), 'pb:environments')
  await broker.send('POST', link, { name, displayName, production: isProduction })
}

/** The names of the environments that a broker knows. */
export async function environmentNames(broker: BrokerClient): Promise<readonly string[]> {
  const answer = await broker.get(requireLink(await broker.index(), 'pb:environments'))
  return objectsAt(objectAt(answer, '_embedded'), 'environments').flatMap((one) => textAt(one, 'name') ?? [])
}

export function unknownEnvironment(environment: string, known: readonly string[]): AssayError {
  const meant = nearest(environment, known)
  const create = `create it: assay contract create-environment --name ${environment}`
  return configurationError({
    code: 'unknown_environment',
    message: `The Pact broker knows no environment "${environment}".`,
    evidence: [known.length === 0 ? 'it knows none' : `it knows: ${known.join(', ')}`],
    fix: meant === undefined ? create : `is "${meant}" meant? if not, ${create}`,
  })
}
