import { setImmediate } from 'node:timers/promises'
import { encodeMetadata } from '../../src/broker/pacts/metadata.ts'
import { type Answer, pactOf, type ResultOptions, type TestBroker } from './broker.ts'

/**
 * Makes happen what a story tells, line by line:
 *
 * - `web 1 needs api` publishes a pact; each version expects something else, unless it says `needs api like 1`
 * - `api 2 verifies web 1`, `api 2 fails web 1`, `api 2 verifies web 1 as wip`
 * - `api 2 exists`, `api 2 is tagged prod`, `api 2 is on main`
 * - `api 2 is deployed to prod`, `api 2 is deployed to prod as blue`, `api 2 is released to prod`
 * - `later`: what follows has another time than what was before
 */
export async function tell(broker: TestBroker, story: readonly string[]): Promise<void> {
  for (const line of story) {
    if (line === 'later') {
      await nextMillisecond()
      continue
    }
    const { status, body } = await tellOne(broker, line)
    if (status >= 300) throw new Error(`${line}: ${status} ${JSON.stringify(body)}`)
  }
}

async function tellOne(broker: TestBroker, line: string): Promise<Answer> {
  const [name = '', version = '', verb = '', ...rest] = line
    .replace(/ is (on|tagged|\w+ to) /, ' $1 ')
    .split(' ')
  const own = `/pacticipants/${name}/versions/${version}`
  const [first = '', second = ''] = rest
  switch (verb) {
    case 'needs': {
      const pact = pactOf([rest[2] ?? version], { consumer: name, provider: first })
      return broker.publish({ consumer: name, provider: first, version, pact })
    }
    case 'verifies':
    case 'fails':
      if (rest.at(-1) === 'wip')
        return verifyAsWip(broker, { provider: name, by: version, consumer: first, of: second })
      return broker.verify({
        ...{ consumer: first, provider: name, of: second, by: version, success: verb === 'verifies' },
      })
    case 'exists':
      return broker.send('PUT', own, {})
    case 'tagged':
      await broker.send('PUT', own, {})
      return broker.send('PUT', `${own}/tags/${first}`)
    case 'on':
      return broker.send('PUT', `/pacticipants/${name}/branches/${first}/versions/${version}`, {})
    case 'deployed':
    case 'released': {
      const [, environment = '', , applicationInstance] = rest
      await broker.send('PUT', own, {})
      const path = `${own}/${verb}-versions/environment/${await uuidOf(broker, environment)}`
      return broker.send('POST', path, { applicationInstance })
    }
    default:
      throw new Error(`nobody knows what this means: ${line}`)
  }
}

/** Publishes a success with what the address of a pact that is work in progress remembers. */
async function verifyAsWip(
  broker: TestBroker,
  { consumer, provider, of, by }: Required<Pick<ResultOptions, 'consumer' | 'provider' | 'of' | 'by'>>,
): Promise<Answer> {
  const { body } = await broker.get(`/pacts/provider/${provider}/consumer/${consumer}/version/${of}`)
  const metadata = encodeMetadata({ versions: [of], isWip: true })
  const path = `${body._links['pb:pact-version'].href}/metadata/${metadata}/verification-results`
  return broker.send('POST', path, { success: true, providerApplicationVersion: by })
}

async function nextMillisecond(): Promise<void> {
  const before = Date.now()
  while (Date.now() === before) await setImmediate()
}

/** Of an environment, which is made when there is none. */
async function uuidOf(broker: TestBroker, name: string): Promise<string> {
  await broker.send('POST', '/environments', { name })
  const { body } = await broker.get(`/environments?name=${name}`)
  return body._embedded.environments[0].uuid
}
