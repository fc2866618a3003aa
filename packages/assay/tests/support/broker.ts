import { type Broker, type BrokerOptions, startBroker } from '../../src/broker/broker.ts'

/** What a broker has answered. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the broker has answered
  readonly body: any
}

/** A broker that one test owns, and ways to speak to it as its clients do. */
export interface TestBroker extends AsyncDisposable {
  readonly url: string
  readonly broker: Broker
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  publish(publication: PublicationOptions): Promise<Answer>
  verify(result: ResultOptions): Promise<Answer>
}

export interface PublicationOptions {
  readonly consumer?: string
  readonly provider?: string
  readonly version: string
  readonly branch?: string
  readonly tags?: readonly string[]
  readonly pact?: object
  readonly isMerging?: boolean
}

export interface ResultOptions {
  readonly consumer?: string
  readonly provider?: string
  /** The version of the consumer. */
  readonly of: string
  /** The version of the provider. */
  readonly by: string
  readonly branch?: string
  readonly success?: boolean
}

/** A pact with one interaction for each description. */
export function pactOf(
  descriptions: readonly string[],
  parties: { consumer?: string; provider?: string } = {},
) {
  const { consumer = 'orders', provider = 'products' } = parties
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: descriptions.map((description) => ({
      description,
      providerState: 'there is a product',
      request: { method: 'GET', path: '/products/1' },
      response: { status: 200 },
    })),
    metadata: { pactSpecification: { version: '2.0.0' } },
  }
}

export async function testBroker(options: BrokerOptions = {}): Promise<TestBroker> {
  const broker = await startBroker({ onError: (error) => console.error(error), ...options })
  const send: TestBroker['send'] = async (method, path, body, headers = {}) => {
    const url = path.startsWith('http') ? path : `${broker.url}${path}`
    const type = { 'content-type': 'application/json' }
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(url, { method, headers: { ...type, ...headers }, body: text ?? null })
    const answer = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(answer) : answer }
  }
  const get: TestBroker['get'] = (path, headers) => send('GET', path, undefined, headers)
  return {
    url: broker.url,
    broker,
    send,
    get,
    publish: ({ consumer = 'orders', provider = 'products', version, branch, tags, pact, isMerging }) =>
      send('POST', '/contracts/publish', {
        pacticipantName: consumer,
        pacticipantVersionNumber: version,
        ...{ branch, tags },
        contracts: [
          {
            ...{ consumerName: consumer, providerName: provider, specification: 'pact' },
            contentType: 'application/json',
            content: Buffer.from(
              JSON.stringify(pact ?? pactOf(['a product'], { consumer, provider })),
            ).toString('base64'),
            onConflict: isMerging === true ? 'merge' : 'overwrite',
          },
        ],
      }),
    verify: async ({ consumer = 'orders', provider = 'products', of, by, branch, success = true }) => {
      const { body } = await get(`/pacts/provider/${provider}/consumer/${consumer}/version/${of}`)
      if (branch !== undefined) {
        await send('PUT', `/pacticipants/${provider}/branches/${branch}/versions/${by}`, {})
      }
      return send('POST', body._links['pb:publish-verification-results'].href, {
        ...{ success, providerApplicationVersion: by },
      })
    },
    [Symbol.asyncDispose]: () => broker[Symbol.asyncDispose](),
  }
}
