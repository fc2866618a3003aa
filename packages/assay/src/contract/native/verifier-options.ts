import type { Interaction } from '../model/pact.ts'
import { DEFAULT_TIMEOUT_MS, type VerifiedProvider } from '../provider/verified-provider.ts'
import { MESSAGES_PATH, type NativeEndpoint } from './native-endpoint.ts'

/** What the verifier of pact-core is told; the names are its own. */
export interface VerifierOptions {
  readonly provider: string
  readonly providerBaseUrl: string
  readonly pactUrls: readonly string[]
  readonly providerStatesSetupUrl: string
  readonly transports: readonly Transport[]
  /** In milliseconds, for one request. */
  readonly timeout: number
  readonly disableSslVerification: boolean
  readonly logLevel: 'error'
}

export interface Transport {
  readonly protocol: string
  readonly port: number
  readonly scheme: string
  readonly path: string
}

/** What the process of the verifier answers. */
export type VerifierAnswer =
  | { readonly results: string; readonly error?: undefined }
  /** Also the results, when the verification failed. */
  | { readonly results?: undefined; readonly error: string }

export interface NativeRequest {
  readonly interaction: Interaction
  readonly provider: VerifiedProvider
  readonly endpoint: NativeEndpoint
  readonly pactFile: string
}

const MESSAGE_TRANSPORTS = ['message', 'async-message', 'sync-message']

/** Whatever transport a plugin brings, the provider speaks it at its address; messages come from us. */
export function verifierOptions({
  interaction,
  provider,
  endpoint,
  pactFile,
}: NativeRequest): VerifierOptions {
  const { url = endpoint.statesUrl, timeoutMs = DEFAULT_TIMEOUT_MS, isInsecure = false } = provider
  const ofMessages = MESSAGE_TRANSPORTS.map((protocol) => ({
    ...{ protocol, port: endpoint.port, scheme: 'http', path: MESSAGES_PATH },
  }))
  const { transport } = interaction
  const isOwn = transport !== undefined && !['http', 'https', ...MESSAGE_TRANSPORTS].includes(transport)
  return {
    provider: provider.name,
    providerBaseUrl: url,
    pactUrls: [pactFile],
    providerStatesSetupUrl: endpoint.statesUrl,
    transports: isOwn ? [...ofMessages, transportAt(transport, new URL(url))] : ofMessages,
    timeout: timeoutMs,
    disableSslVerification: isInsecure,
    logLevel: 'error',
  }
}

function transportAt(protocol: string, url: URL): Transport {
  const scheme = url.protocol.replace(':', '')
  const port = url.port === '' ? (scheme === 'https' ? 443 : 80) : Number(url.port)
  return { protocol, port, scheme, path: url.pathname }
}
