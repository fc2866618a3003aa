import { request } from 'node:http'
import type { ServiceClient } from 'assay/test'

interface RawRequest {
  readonly method?: string
  /** Sent as it is written here, where `fetch` would tidy it up. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends a request that `fetch` would refuse to send. Gives the status of the answer. */
export function askRaw({ url }: ServiceClient, { method, path, headers }: RawRequest): Promise<number> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, timeout: 5000 }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.once('error', reject)
    sent.once('timeout', () => sent.destroy(new Error('no answer in 5000 ms')))
    sent.end()
  })
}
