// The workload for k6. It is read from the environment: see workload.ts.
import { check } from 'k6'
import http from 'k6/http'

const load = __ENV
const seconds = Number(load.LOAD_SECONDS)
const connections = Number(load.LOAD_CONNECTIONS)
const rate = Number(load.LOAD_RATE)
const itemWeight = Number(load.LOAD_ITEM_WEIGHT)
const weights = itemWeight + Number(load.LOAD_LIST_WEIGHT)
const itemIds = Number(load.LOAD_ITEM_IDS)

const executors = {
  raw: { executor: 'constant-vus', vus: connections, duration: `${seconds}s`, exec: 'raw' },
  scenario: { executor: 'constant-vus', vus: connections, duration: `${seconds}s`, exec: 'scenario' },
  open: {
    executor: 'constant-arrival-rate',
    rate,
    timeUnit: '1s',
    duration: `${seconds}s`,
    // A user is busy while its request waits: so many that two seconds of requests may wait.
    preAllocatedVUs: 2 * rate,
    exec: 'raw',
  },
}

export const options = {
  scenarios: { load: executors[load.LOAD_KIND] },
  discardResponseBodies: load.LOAD_KIND !== 'scenario',
  summaryTrendStats: ['p(50)', 'p(95)', 'p(99)'],
}

const rawUrl = load.LOAD_URL + load.LOAD_RAW_PATH
const itemUrl = load.LOAD_URL + load.LOAD_ITEM_PATH
const listUrl = load.LOAD_URL + load.LOAD_LIST_PATH

// The names keep k6 from making a time series of each URL. Each user has its own copy of this module.
const headers = { authorization: `Bearer ${load.LOAD_TOKEN_PREFIX}${__VU}` }
const item = { headers, tags: { name: 'item' } }
const list = { headers, tags: { name: 'list' } }

export function raw() {
  http.get(rawUrl)
}

export function scenario() {
  const isItem = Math.random() * weights < itemWeight
  const response = isItem
    ? http.get(itemUrl + Math.floor(Math.random() * itemIds), item)
    : http.get(listUrl, list)
  check(response, { 'is ok': (answer) => answer.json('ok') === true })
}

export function handleSummary({ metrics }) {
  const { http_reqs: requests, http_req_duration: latency, http_req_failed: failed, checks } = metrics
  return {
    stdout: JSON.stringify({
      requests: requests.values.count,
      requestsPerSecond: requests.values.rate,
      // Of a rate, k6 counts as a pass what is true: here, that a request has failed.
      errors: failed.values.passes + (checks?.values.fails ?? 0),
      p50Ms: latency.values['p(50)'],
      p95Ms: latency.values['p(95)'],
      p99Ms: latency.values['p(99)'],
    }),
  }
}
