import { indexHal } from '../hal/index-hal.ts'
import { networkPage } from '../hal/network-page.ts'
import { hal, html, plain } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { integrationStates } from '../store/matrix-rows.ts'

export const INDEX_ROUTES = [
  route('GET /', ({ database, urls, headers }) => {
    // People come with a browser, clients ask for JSON or anything.
    const isPerson = String(headers['accept'] ?? '').startsWith('text/html')
    return isPerson ? html(networkPage(urls, integrationStates(database))) : hal(indexHal(urls))
  }),
  route('GET /doc/:relation', ({ parameters: { relation } }) =>
    plain(`The link pb:${relation} is explained at https://docs.pact.io/pact_broker`),
  ),
  route('GET /diagnostic/status/heartbeat', () => hal({ ok: true }), 'nothing'),
]
