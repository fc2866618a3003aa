import type { LoadClient } from '../client/load-client.ts'
import { constantUsers } from '../scenario/load.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { QuickRequest } from './protocol.ts'

/** The name of the only target of a load test without a scenario file. */
export const QUICK_TARGET = 'target'

/** What a load test without a scenario file is called. */
export function quickName({ method, url }: Pick<QuickRequest, 'method' | 'url'>): string {
  return `${method} ${url}`
}

/** The scenario that makes one request again and again. */
export function quickScenario(request: QuickRequest): Scenario {
  const { url, method, headers, body, timeoutMs, isInsecureAllowed = false } = request
  const { pathname, search } = new URL(url)
  const path = pathname + search
  const options = Object.keys(headers).length === 0 ? undefined : { headers }
  return {
    name: quickName(request),
    options: {
      load: constantUsers({ users: 1, duration: '1s' }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      insecure: isInsecureAllowed,
      tasks: {
        request: ({ target }: { readonly target: LoadClient }) => target.send(method, path, body, options),
      },
    },
  }
}
