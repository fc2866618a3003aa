import { infrastructureError } from '../../errors/assay-error.ts'
import { withoutCredentials } from '../../http/url-credentials.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { targetOf } from './outgoing-request.ts'
import { postJson } from './post-json.ts'
import type { StateCall } from './state-call.ts'
import type { StateChangeUrl, VerifiedProvider } from './verified-provider.ts'

/**
 * Tells the address for state changes of one state, and gives the values that it answers.
 *
 * @throws AssayError `state_change_failed`
 */
export async function callStateUrl(
  source: StateChangeUrl,
  provider: VerifiedProvider,
  call: StateCall,
): Promise<JsonObject> {
  if (call.action === 'teardown' && source.hasTeardown !== true) return {}
  const { name: state, params } = call.state
  const told = {
    state,
    action: call.action,
    ...(call.consumer === undefined ? {} : { consumer: call.consumer }),
  }
  const address = new URL(source.url)
  if (source.isInQuery === true) addToQuery(address, { ...params, ...told })
  const body = source.isInQuery === true ? undefined : { ...told, params }
  const { answer, problem } = await postJson(address, body, { provider, signal: call.signal })
  if (answer === undefined) throw refused(source, problem)
  return valuesIn(answer.body)
}

function addToQuery(address: URL, parameters: JsonObject): void {
  const query = Object.entries(parameters).map(([name, value]) => [name, [asText(value)]] as const)
  const added = targetOf({ path: '/', query: Object.fromEntries(query) }).slice('/?'.length)
  address.search = address.search === '' ? added : `${address.search}&${added}`
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** An answer that is no JSON object gives no values. */
function valuesIn(body: Uint8Array | undefined): JsonObject {
  try {
    const value = JSON.parse(Buffer.from(body ?? []).toString('utf8')) as Json
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
  } catch {
    // Most handlers answer nothing at all.
    return {}
  }
}

function refused({ url }: StateChangeUrl, problem: string) {
  return infrastructureError({
    code: 'state_change_failed',
    message: `POST ${withoutCredentials(url)} ${problem}.`,
    fix: 'read the log of the provider: its handler for state changes must answer with a status below 300',
  })
}
