// The workload for autocannon. It is read from the environment: see workload.ts. The argument is the
// folder that autocannon is installed in.
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(join(process.argv[2], 'package.json'))
const autocannon = require('autocannon')
const { decodeFromCompressedBase64 } = createRequire(require.resolve('autocannon'))('hdr-histogram-js')

const load = process.env
let failures = 0
let users = 0

const result = await autocannon({
  url: load.LOAD_URL + load.LOAD_RAW_PATH,
  connections: Number(load.LOAD_CONNECTIONS),
  duration: Number(load.LOAD_SECONDS),
  // The histogram as it is recorded: the summary made of it has no 95th percentile.
  skipAggregateResult: true,
  ...(load.LOAD_KIND === 'open' ? { overallRate: Number(load.LOAD_RATE) } : {}),
  ...(load.LOAD_KIND === 'scenario' ? { setupClient: (client) => client.setRequests([scenario()]) } : {}),
})
const latencies = decodeFromCompressedBase64(result.latencies)
console.log(
  JSON.stringify({
    requests: result.totalCompletedRequests,
    requestsPerSecond: result.totalCompletedRequests / result.duration,
    errors: result.errors + result.timeouts + result.non2xx + failures,
    p50Ms: latencies.getValueAtPercentile(50),
    p95Ms: latencies.getValueAtPercentile(95),
    p99Ms: latencies.getValueAtPercentile(99),
  }),
)

/** The tasks of one user. */
function scenario() {
  const headers = { authorization: `Bearer ${load.LOAD_TOKEN_PREFIX}${users++}` }
  const itemShare =
    Number(load.LOAD_ITEM_WEIGHT) / (Number(load.LOAD_ITEM_WEIGHT) + Number(load.LOAD_LIST_WEIGHT))
  const itemIds = Number(load.LOAD_ITEM_IDS)
  return {
    setupRequest(request) {
      const path =
        Math.random() < itemShare
          ? load.LOAD_ITEM_PATH + Math.floor(Math.random() * itemIds)
          : load.LOAD_LIST_PATH
      return { ...request, path, headers }
    },
    onResponse(status, body) {
      if (status !== 200 || JSON.parse(body).ok !== true) failures += 1
    },
  }
}
