import type { Json } from '../model/json.ts'
import { addressOf, type BrokerAccess, type BrokerAddress } from './broker-access.ts'
import { answerInvalid, type BrokerRefusal, CHECK_ADDRESS, refusalOf } from './broker-errors.ts'
import { type BrokerRequest, sendToBroker } from './broker-request.ts'
import { expand, type HalResource, linksOf, relationsOf } from './hal.ts'

/** Speaks with one Pact broker. */
export interface BrokerClient {
  /** Where it is, for people. */
  readonly url: string
  /** Its entry: the links to all else. Asked for once. */
  index(): Promise<HalResource>
  get(href: string): Promise<HalResource>
  /** The text of an answer, as it came. */
  getText(href: string): Promise<string>
  /** The same; `undefined` when the broker has no such thing. */
  findText(href: string): Promise<string | undefined>
  send(method: 'POST' | 'PUT', href: string, body: Json): Promise<HalResource>
  /** The same; `undefined` when what it is about is not there. */
  trySend(method: 'POST' | 'PUT', href: string, body: Json): Promise<HalResource | undefined>
}

/**
 * Makes a client of a Pact broker; it connects when it is first used.
 *
 * @throws AssayError `invalid_broker_url` or `invalid_credentials`. Its functions: `broker_unreachable`,
 * `broker_refused`, `broker_rejected`, `broker_failed`, `broker_answer_invalid`
 *
 * @example
 * const broker = connectBroker({ url: 'https://pacts.example.test', credentials: { token } })
 */
export function connectBroker(access: BrokerAccess): BrokerClient {
  const address = addressOf(access)
  const askAny = async (request: Omit<BrokerRequest, 'url'> & { readonly href: string }) => {
    const url = resolveLink(address, request.href)
    const answer = await sendToBroker({ ...request, url }, access, address)
    return { ...answer, line: `${request.method} ${url.href}` }
  }
  const ask = async (request: Parameters<typeof askAny>[0]) => accepted(await askAny(request))
  const get = async (href: string) => toResource(await ask({ method: 'GET', href, body: undefined }))
  let index: Promise<HalResource> | undefined
  return {
    url: address.base.href,
    index() {
      index ??= get('').catch((error: unknown) => {
        // It may be there when it is asked for again.
        index = undefined
        throw error
      })
      return index
    },
    get,
    getText: async (href) => (await ask({ method: 'GET', href, body: undefined })).text,
    async findText(href) {
      const answer = await askAny({ method: 'GET', href, body: undefined })
      return answer.status === 404 ? undefined : accepted(answer).text
    },
    async trySend(method, href, body) {
      const answer = await askAny({ method, href, body: JSON.stringify(body) })
      return answer.status === 404 ? undefined : toResource(accepted(answer))
    },
    send: async (method, href, body) => toResource(await ask({ method, href, body: JSON.stringify(body) })),
  }
}

/**
 * The address of the one link of a resource, with its values filled in.
 *
 * @throws AssayError `broker_answer_invalid` when there is no such link
 */
export function requireLink(
  resource: HalResource,
  relation: string,
  values: Readonly<Record<string, string>> = {},
): string {
  const [link] = linksOf(resource, relation)
  if (link !== undefined) return expand(link.href, values)
  const known = relationsOf(resource)
  throw answerInvalid({
    problem: `has no link "${relation}"`,
    evidence: [known.length === 0 ? 'it has no links at all' : `its links: ${known.join(', ')}`],
    fix: 'check that the address is that of a Pact broker, of version 2.86 or later',
  })
}

/**
 * A link, at the address by which the broker is reached: one behind a proxy often does not know its
 * own, and credentials are never sent anywhere else.
 *
 * @throws AssayError `broker_answer_invalid` for one that is no address
 */
export function resolveLink({ base }: BrokerAddress, href: string): URL {
  const prefix = base.pathname.replace(/\/$/, '')
  if (href === '') return new URL(`${base.origin}${prefix}/`)
  const target = URL.parse(href, `${base.origin}${prefix}/`)
  if (target === null)
    throw answerInvalid({ problem: 'has a link that is no address', evidence: [href], fix: CHECK_ADDRESS })
  const isBelow = target.pathname === prefix || target.pathname.startsWith(`${prefix}/`)
  return new URL(`${base.origin}${isBelow ? '' : prefix}${target.pathname}${target.search}`)
}

function accepted(answer: BrokerRefusal): BrokerRefusal {
  const refusal = refusalOf(answer)
  if (refusal !== undefined) throw refusal
  return answer
}

function toResource({ text, line }: Pick<BrokerRefusal, 'text' | 'line'>): HalResource {
  if (text === '') return {}
  try {
    const value = JSON.parse(text) as Json
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as HalResource
  } catch {
    // Said below: a page of a proxy is no more use than a list.
  }
  throw answerInvalid({
    problem: 'is no JSON object',
    evidence: [line, text.slice(0, SHOWN_CHARACTERS)],
    fix: CHECK_ADDRESS,
  })
}

const SHOWN_CHARACTERS = 200
