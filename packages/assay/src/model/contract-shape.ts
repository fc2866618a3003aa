import { z } from 'zod'

const text = z.string().min(1)
const webAddress = z.url({
  protocol: /^https?$/,
  error: 'must be an address, like "https://pacts.example.test"',
})
const pathOrAddress = z.string().refine(isPathOrAddress, {
  error: 'must be a path of the service, like "/_pact/states", or an address',
})
const yes = z.literal(true).optional()

const broker = z.strictObject({
  url: webAddress.optional(),
  username: text.optional(),
  password: text.optional(),
  token: text.optional(),
})

const selector = z.strictObject({
  mainBranch: yes,
  branch: text.optional(),
  fallbackBranch: text.optional(),
  matchingBranch: yes,
  deployedOrReleased: yes,
  deployed: yes,
  released: yes,
  environment: text.optional(),
  tag: text.optional(),
  fallbackTag: text.optional(),
  latest: yes,
  consumer: text.optional(),
})

/** What `contracts` of a definition may be. */
export const contractOptions = z.strictObject({
  pacts: text.optional(),
  broker: broker.optional(),
  selectors: z.array(selector).min(1).optional(),
  pending: z.boolean().optional(),
  wipSince: z.iso.date({ error: 'must be a day, like "2026-01-31"' }).optional(),
  isolation: z.enum(['interaction', 'provider']).optional(),
})

/** What `contract` of a service may be. */
export function providerContractOptions(timeoutMs: z.ZodNumber) {
  return z.strictObject({
    states: pathOrAddress.optional(),
    messages: pathOrAddress.optional(),
    timeoutMs: timeoutMs.optional(),
    stateTimeoutMs: timeoutMs.optional(),
  })
}

function isPathOrAddress(value: string): boolean {
  return value.startsWith('/') || /^https?:$/.test(URL.parse(value)?.protocol ?? '')
}
