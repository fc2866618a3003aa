import { createLogger } from '@shop/service-kit/logger'
import { createTokens } from '@shop/service-kit/token'
import { tokenSecret } from '../../../assay.config.ts'
import { createApp } from '../src/app.ts'
import { Forwarder } from '../src/forwarder.ts'

/** What a client of the gateway sends; its body is sent as JSON unless it is a form. */
export interface ClientRequest {
  readonly method?: string
  readonly token?: string
  readonly body?: object
}

/** What a client of the gateway gets. */
export interface ClientAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** `undefined` without one. */
  readonly body: unknown
}

/** A gateway in this process. */
export interface Gateway extends AsyncDisposable {
  ask(path: string, request?: ClientRequest): Promise<ClientAnswer>
}

/** The gateway's own code, which finds every service behind it at one address. Nothing is counted. */
export async function gatewayBefore(url: string): Promise<Gateway> {
  await using started = new AsyncDisposableStack()
  const upstreams = { users: url, products: url, orders: url }
  const trustProxy = false
  const forwarder = started.use(new Forwarder({ upstreams, timeoutMs: 5000, trustProxy }))
  const app = await createApp({
    forwarder,
    upstreams,
    tokens: createTokens(tokenSecret),
    limitRequests: async () => {},
    limitLogins: async () => {},
    corsOrigins: [],
    trustProxy,
    log: createLogger({ service: 'gateway', level: 'silent' }),
  })
  started.use(app)
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const running = started.move()
  return {
    ask: (path, request) => send(address + path, request),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

async function send(url: string, { method = 'GET', token, body }: ClientRequest = {}): Promise<ClientAnswer> {
  const isForm = body instanceof URLSearchParams
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: text === '' ? undefined : JSON.parse(text),
  }
}
