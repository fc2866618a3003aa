/** So many users, each asking again as soon as it has its answer. */
export interface ClosedWorkload {
  /** `raw`: the same request again and again. `scenario`: what `SCENARIO` says. */
  readonly kind: 'raw' | 'scenario'
  readonly url: string
  readonly connections: number
  readonly seconds: number
}

/** So many requests a second, evenly spaced, whatever the target makes of them: `GET` of `RAW_PATH`. */
export interface OpenWorkload {
  readonly kind: 'open'
  readonly url: string
  readonly ratePerSecond: number
  /** Users, for generators that have no other way to make requests. */
  readonly connections: number
  readonly seconds: number
}

/** What every generator is given to do. */
export type Workload = ClosedWorkload | OpenWorkload

export const RAW_PATH = '/item.json'

/**
 * Two tasks, chosen anew for each request by their weights. Each user has a token of its own, which
 * goes into the header `authorization: Bearer <prefix><number of the user>`; the answer is parsed and
 * its `ok` must be `true`.
 */
export const SCENARIO = {
  item: { weight: 3, path: '/item.json?id=', idsBelow: 100_000 },
  list: { weight: 1, path: '/list.json' },
  tokenPrefix: 'c2FtcGxlLXRva2VuLW9mLWEtdXNlci',
} as const

/** The workload as variables of the environment: every generator's script language can read them. */
export function variablesOf(workload: Workload): Readonly<Record<string, string>> {
  const { item, list, tokenPrefix } = SCENARIO
  return {
    LOAD_KIND: workload.kind,
    LOAD_URL: workload.url,
    LOAD_CONNECTIONS: String(workload.connections),
    LOAD_SECONDS: String(workload.seconds),
    LOAD_RATE: workload.kind === 'open' ? String(workload.ratePerSecond) : '0',
    LOAD_RAW_PATH: RAW_PATH,
    LOAD_ITEM_WEIGHT: String(item.weight),
    LOAD_ITEM_PATH: item.path,
    LOAD_ITEM_IDS: String(item.idsBelow),
    LOAD_LIST_WEIGHT: String(list.weight),
    LOAD_LIST_PATH: list.path,
    LOAD_TOKEN_PREFIX: tokenPrefix,
  }
}
