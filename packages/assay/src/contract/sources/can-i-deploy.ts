import { setTimeout as sleep } from 'node:timers/promises'
import { AssayError } from '../../errors/assay-error.ts'
import type { BrokerClient } from './broker-client.ts'
import { fetchMatrix, type Matrix, type MatrixQuery, type VersionSelector } from './fetch-matrix.ts'

export interface DeploymentQuestion {
  /** What is to be deployed; most often one version of one part. */
  readonly selectors: readonly VersionSelector[]
  /** Where to. Without it, and without a tag, the newest versions of the others count. */
  readonly toEnvironment?: string
  readonly toTag?: string
  readonly ignored?: MatrixQuery['ignored']
  /** How often it is asked again while results are missing. Default 0. */
  readonly retriesWhileUnknown?: number
  /** Default 10 000 ms. */
  readonly retryPauseMs?: number
  /** Told before each further time it is asked: what is known so far, or why the broker is gone. */
  readonly onWait?: (found: Matrix | AssayError) => void
}

export interface DeploymentAnswer {
  /** `unknown` when results are missing: that is no yes. */
  readonly verdict: 'yes' | 'no' | 'unknown'
  readonly matrix: Matrix
}

const DEFAULT_PAUSE_MS = 10_000

/**
 * Asks a broker whether versions fit to what is where they are to go.
 *
 * @throws AssayError `unknown_environment`, `broker_…`
 * @example
 * const { verdict } = await canIDeploy(broker, {
 *   selectors: [{ pacticipant: 'products', version: commit }],
 *   toEnvironment: 'production',
 * })
 */
export async function canIDeploy(
  broker: BrokerClient,
  question: DeploymentQuestion,
): Promise<DeploymentAnswer> {
  const { retriesWhileUnknown = 0, retryPauseMs = DEFAULT_PAUSE_MS, onWait } = question
  const query = deploymentQuery(question)
  for (let tries = 0; ; tries += 1) {
    const isLast = tries >= retriesWhileUnknown
    // One that never answers is not waited for: its address may be wrong.
    const found = tries === 0 || isLast ? await fetchMatrix(broker, query) : await tryToFetch(broker, query)
    if (!(found instanceof AssayError)) {
      const verdict = verdictOf(found)
      if (verdict !== 'unknown' || isLast) return { verdict, matrix: found }
    }
    onWait?.(found)
    await sleep(retryPauseMs)
  }
}

/** A broker that is gone for a moment has not said no. */
async function tryToFetch(broker: BrokerClient, query: MatrixQuery): Promise<Matrix | AssayError> {
  try {
    return await fetchMatrix(broker, query)
  } catch (error) {
    if (error instanceof AssayError && /^broker_(unreachable|failed)$/.test(error.code)) return error
    throw error
  }
}

/** A no that only waits for results may still become a yes; what has failed may not. */
function verdictOf({ isDeployable, unknownCount, rows }: Matrix): DeploymentAnswer['verdict'] {
  if (isDeployable === true) return 'yes'
  const hasFailed = rows.some(({ isVerified, isIgnored }) => isVerified === false && !isIgnored)
  return !hasFailed && (isDeployable === undefined || unknownCount > 0) ? 'unknown' : 'no'
}

/** In an environment there may be several versions of a part: each pair of versions counts. */
function deploymentQuery({ selectors, toEnvironment, toTag, ignored }: DeploymentQuestion): MatrixQuery {
  const isEachPair = toEnvironment !== undefined || selectors.length > 1
  return {
    selectors,
    latestBy: isEachPair ? 'cvpv' : 'cvp',
    ...(ignored === undefined ? {} : { ignored }),
    ...(toEnvironment === undefined ? {} : { environment: toEnvironment }),
    ...(toTag === undefined ? {} : { tag: toTag }),
    ...(isEachPair || toTag !== undefined ? {} : { isAgainstNewest: true }),
  }
}
