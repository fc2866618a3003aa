import { indexHal } from '../hal/index-hal.ts'
import { wants } from '../http/call.ts'
import { hal, plain } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { dashboard } from './integration-routes.ts'

export const INDEX_ROUTES = [
  route('GET /', (call) => (wants(call, 'text/html') ? dashboard(call) : hal(indexHal(call.urls)))),
  route('GET /doc/:relation', ({ parameters: { relation } }) =>
    plain(`The link pb:${relation} is explained at https://docs.pact.io/pact_broker`),
  ),
  route('GET /diagnostic/status/heartbeat', () => hal({ ok: true }), 'nothing'),
]
