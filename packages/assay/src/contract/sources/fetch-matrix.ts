import { AssayError } from '../../errors/assay-error.ts'
import type { JsonObject } from '../model/json.ts'
import type { BrokerClient } from './broker-client.ts'
import { answerInvalid, CHECK_ADDRESS } from './broker-errors.ts'
import { type BrokerNotice, noticesIn } from './broker-notice.ts'
import { environmentNames, unknownEnvironment } from './environments.ts'
import { objectAt, objectsAt, textAt } from './hal.ts'

/** Versions of one consumer or provider. */
export interface VersionSelector {
  readonly pacticipant: string
  readonly version?: string
  readonly branch?: string
  readonly mainBranch?: true
  readonly tag?: string
  readonly latest?: true
}

/** What is looked up in the matrix of versions and results. */
export interface MatrixQuery {
  readonly selectors: readonly VersionSelector[]
  /** Against what is in this environment. */
  readonly environment?: string
  /** Against what has this tag; the newest of each. */
  readonly tag?: string
  /** Against the newest versions of the others. */
  readonly isAgainstNewest?: boolean
  readonly ignored?: readonly { readonly pacticipant: string; readonly version?: string }[]
  /** Which rows: the newest per consumer version and provider, or per pair of versions. */
  readonly latestBy?: 'cvp' | 'cvpv'
  readonly limit?: number
}

/** A version of a consumer, one of its provider, and whether they fit. */
export interface MatrixRow {
  readonly consumer: string
  readonly consumerVersion: string | undefined
  readonly provider: string
  readonly providerVersion: string | undefined
  /** `undefined`: not verified. */
  readonly isVerified: boolean | undefined
  /** Where the result can be seen. */
  readonly resultUrl: string | undefined
  /** Whether it does not count, because somebody asked for that. */
  readonly isIgnored: boolean
}

export interface Matrix {
  /** `undefined` when results are missing. */
  readonly isDeployable: boolean | undefined
  readonly reason: string
  /** Pairs without a result. */
  readonly unknownCount: number
  readonly notices: readonly BrokerNotice[]
  readonly rows: readonly MatrixRow[]
}

/**
 * Asks a broker which versions have been verified against which.
 *
 * @throws AssayError `unknown_environment`, `broker_…`
 * @example
 * const { rows } = await fetchMatrix(broker, { selectors: [{ pacticipant: 'web' }, { pacticipant: 'products' }] })
 */
export async function fetchMatrix(broker: BrokerClient, query: MatrixQuery): Promise<Matrix> {
  const answer = await ask(broker, query)
  // An object that says nothing of deployments must not be taken for one in which there is nothing.
  if (!Array.isArray(answer['matrix']) || answer['summary'] === undefined) throw noMatrix(broker.url)
  const summary = objectAt(answer, 'summary')
  const { deployable, unknown } = summary
  return {
    isDeployable: typeof deployable === 'boolean' ? deployable : undefined,
    reason: textAt(summary, 'reason') ?? '',
    unknownCount: typeof unknown === 'number' ? unknown : 0,
    notices: noticesIn(answer),
    rows: objectsAt(answer, 'matrix').map(toRow),
  }
}

/** That there is no such environment is told with those that there are. */
async function ask(broker: BrokerClient, query: MatrixQuery): Promise<JsonObject> {
  try {
    return await broker.get(`/matrix?${matrixParameters(query)}`)
  } catch (error) {
    const { environment } = query
    if (!(error instanceof AssayError) || error.code !== 'broker_rejected' || environment === undefined)
      throw error
    const known = await environmentNames(broker)
    throw known.includes(environment) ? error : unknownEnvironment(environment, known)
  }
}

function noMatrix(url: string): AssayError {
  return answerInvalid({ problem: 'is no matrix', evidence: [url], fix: CHECK_ADDRESS })
}

/** The query as the broker reads it: the members of each selector stand together. */
export function matrixParameters(query: MatrixQuery): string {
  const { selectors, ignored = [], latestBy = 'cvp', environment, tag, isAgainstNewest, limit } = query
  const parameters: (readonly [string, string])[] = [
    ...selectors.flatMap((selector) => membersOf('q', { ...selector })),
    ...ignored.flatMap((one) => membersOf('ignore', { ...one })),
    ['latestby', latestBy],
  ]
  if (environment !== undefined) parameters.push(['environment', environment])
  if (tag !== undefined) parameters.push(['tag', tag])
  if (tag !== undefined || isAgainstNewest === true) parameters.push(['latest', 'true'])
  if (limit !== undefined) parameters.push(['limit', String(limit)])
  return parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
}

function membersOf(name: string, selector: Readonly<Record<string, unknown>>): (readonly [string, string])[] {
  // A selector begins where `pacticipant` does.
  const { pacticipant, ...others } = selector
  const said = Object.entries({ pacticipant, ...others }).filter(([, value]) => value !== undefined)
  return said.map(([member, value]) => [`${name}[][${member}]`, String(value)])
}

function toRow(row: JsonObject): MatrixRow {
  const [consumer, provider] = [objectAt(row, 'consumer'), objectAt(row, 'provider')]
  const result = objectAt(row, 'verificationResult')
  return {
    consumer: textAt(consumer, 'name') ?? '',
    consumerVersion: textAt(objectAt(consumer, 'version'), 'number'),
    provider: textAt(provider, 'name') ?? '',
    providerVersion: textAt(objectAt(provider, 'version'), 'number'),
    isVerified: typeof result['success'] === 'boolean' ? result['success'] : undefined,
    resultUrl: textAt(objectAt(objectAt(result, '_links'), 'self'), 'href'),
    isIgnored: row['ignored'] === true,
  }
}
