import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MAX_PACT_BYTES } from '../contract/file/pact-text.ts'
import { infrastructureError, messageOf } from '../errors/assay-error.ts'
import { type Credentials, createAccessCheck } from './http/access.ts'
import { answerRequest } from './http/answer-request.ts'
import { createRouter } from './http/router.ts'
import { ALL_ROUTES } from './routes/all-routes.ts'
import { BrokerDatabase } from './store/broker-database.ts'
import { type WebhookOptions, WebhookQueue } from './webhooks/webhook-queue.ts'

const DEFAULT_HOST = '127.0.0.1'
/** A publication holds pacts as Base64, which is a third larger. */
const MAX_BODY_BYTES = 1.5 * MAX_PACT_BYTES
/** Longer than the pauses of a build, so that a kept connection is not closed under a request. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000
/** How long requests that are being answered may take when the broker stops. */
const STOP_TIMEOUT_MS = 5_000
const IDLE_SWEEP_MS = 20

/** Where a broker keeps what it knows, and whom it serves. */
export interface BrokerOptions extends WebhookOptions {
  /** The SQLite file. Default: memory, which is gone with the process. */
  readonly file?: string
  readonly host?: string
  /** Default: one that is free. */
  readonly port?: number
  /** The address clients use, when it is not the one they say: behind a proxy. */
  readonly baseUrl?: string | undefined
  /** Default: everybody may do everything. */
  readonly credentials?: readonly Credentials[]
  readonly maxBodyBytes?: number
}

/** A broker that listens. */
export interface Broker extends AsyncDisposable {
  /** The address clients use: `baseUrl`, or where it listens. */
  readonly url: string
  readonly listensAt: string
  readonly port: number
  /** Resolves when every webhook that was fired is sent or given up. */
  webhooksSettled(): Promise<void>
}

/**
 * Starts a Pact broker that the standard clients use: the verifier, and the broker's command line.
 *
 * @throws AssayError `broker_file_unusable`, `broker_newer_version`, `invalid_credentials` or
 *   `broker_not_started`.
 */
export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  const { file = ':memory:', host = DEFAULT_HOST, port = 0, onError = () => undefined } = options
  const baseUrl = options.baseUrl?.replace(/\/+$/, '')
  const checkAccess = createAccessCheck(options.credentials ?? [], { host, baseUrl })
  await using stack = new AsyncDisposableStack()
  const database = stack.use(new BrokerDatabase(file))
  const webhooks = stack.use(new WebhookQueue(database, options))
  const answering = {
    ...{ database, webhooks, checkAccess, onError, baseUrl },
    router: createRouter(ALL_ROUTES),
    maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
  }
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS }, (request, response) => {
    void answerRequest(answering, request, response)
  })
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (error) {
    throw notStarted(`${host}:${port}`, error)
  }
  server.on('error', onError)
  stack.defer(() => close(server))
  const owned = stack.move()
  const { port: actualPort } = server.address() as AddressInfo
  const listensAt = `http://${shownHost(host)}:${actualPort}`
  return {
    url: baseUrl ?? listensAt,
    listensAt,
    port: actualPort,
    webhooksSettled: () => webhooks.settled(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** Answers what has begun, then closes. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  // A client may keep a connection, on which nothing comes any more once it is answered.
  const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS)
  const deadline = setTimeout(() => server.closeAllConnections(), STOP_TIMEOUT_MS)
  await closed
  clearInterval(sweep)
  clearTimeout(deadline)
}

function notStarted(address: string, error: unknown) {
  return infrastructureError({
    code: 'broker_not_started',
    message: `The broker cannot listen on ${address}: ${messageOf(error)}`,
    fix: 'choose another --port, or end what uses this one',
    cause: error,
  })
}
