import { monotonicMs, wallClockMs } from '../../base/clock.ts'
import type { Failure } from '../../errors/assay-error.ts'
import { startTrace } from '../../http/trace-context.ts'
import type { Exchange } from '../../model/exchange.ts'
import { generateRequest } from '../generators/generate-request.ts'
import { matchResponse } from '../matching/match-response.ts'
import type { HttpInteraction } from '../model/pact.ts'
import { notMet } from './explain-mismatches.ts'
import { filterRequest } from './filter-request.ts'
import { interactionName } from './interaction-name.ts'
import { type Finding, failed, type Judge } from './interaction-result.ts'
import { noAnswerFailure } from './no-answer-failure.ts'
import { type OutgoingRequest, outgoingRequest } from './outgoing-request.ts'
import { type ProviderCall, toExchange } from './provider-exchange.ts'
import { providerGeneration } from './provider-generation.ts'
import { type Destination, sendRequest } from './send-request.ts'
import type { StateCallValues } from './state-call.ts'
import { DEFAULT_MAX_BODY_BYTES, DEFAULT_TIMEOUT_MS, type VerifiedProvider } from './verified-provider.ts'

/** Sends the request of an interaction to the provider, and gives what compares the answer with the pact. */
export async function askOverHttp(
  interaction: HttpInteraction,
  provider: VerifiedProvider,
  context: StateCallValues,
): Promise<Judge> {
  const { values, signal } = context
  const url = URL.parse(provider.url ?? '')
  if (url === null || !/^https?:$/.test(url.protocol))
    return () => failed(withoutAddress(interaction, provider))
  const generated = generateRequest(
    interaction.request,
    providerGeneration(interaction, provider.seed, values),
  )
  const filtered = await filterRequest(outgoingRequest(generated.part), provider, {
    ...context,
    interaction,
  })
  const { problems } = generated
  if ('failure' in filtered) return () => failed(filtered.failure, { warnings: problems })
  const called = await call(filtered.request, provider, { url, signal })
  return () => judge(called, { interaction, provider, problems })
}

interface Asked {
  readonly interaction: HttpInteraction
  readonly provider: VerifiedProvider
  /** Of making the request. */
  readonly problems: readonly string[]
}

function judge(called: ProviderCall, { interaction, provider, problems }: Asked): Finding {
  const { sent } = called
  const exchange = toExchange(called)
  if ('none' in sent) {
    const line = `${exchange.method} ${exchange.url}`
    const timeoutMs = provider.timeoutMs ?? DEFAULT_TIMEOUT_MS
    const failure = noAnswerFailure(sent.none, { provider: provider.name, line, timeoutMs })
    return failed(failure, { warnings: problems, exchange })
  }
  const mismatches = matchResponse(interaction.response, sent.answer)
  const failure =
    mismatches.length === 0
      ? undefined
      : notMet(`The answer to ${interactionName(interaction)}`, mismatches, shownExchange(exchange))
  const warnings = sent.wasRepeated ? [...problems, REPEATED] : problems
  return { mismatches, failure, warnings, exchange, answer: sent.answer }
}

const REPEATED = 'The provider closed a connection that it had kept open; the request was sent again.'

type Way = Pick<Destination, 'signal' | 'url'>

async function call(request: OutgoingRequest, provider: VerifiedProvider, way: Way): Promise<ProviderCall> {
  const trace = startTrace()
  const traced = { ...request, headers: { ...trace.nextHeaders().headers, ...request.headers } }
  const startedAt = wallClockMs()
  const started = monotonicMs()
  const sent = await sendRequest(traced, {
    ...way,
    timeoutMs: provider.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    maxBodyBytes: provider.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
    isInsecure: provider.isInsecure ?? false,
  })
  return {
    sent,
    service: provider.name,
    url: `${way.url.origin}${way.url.pathname.replace(/\/$/, '')}${request.target}`,
    traceId: trace.traceId,
    startedAt,
    durationMs: monotonicMs() - started,
    request: traced,
  }
}

function shownExchange({ method, url, status, responseBody }: Exchange): string[] {
  const body = responseBody === undefined ? '' : `: ${responseBody.slice(0, SHOWN_CHARACTERS)}`
  return [`request: ${method} ${url}`, `answer: ${status}${body}`]
}

const SHOWN_CHARACTERS = 500

function withoutAddress(interaction: HttpInteraction, { name, url }: VerifiedProvider): Failure {
  const has = url === undefined ? 'has no address' : `has "${url}" for an address, which is none`
  return {
    code: 'provider_without_url',
    message: `Provider "${name}" ${has}, but ${interactionName(interaction)} is an HTTP request.`,
    fix: 'say where the provider listens: http://127.0.0.1:3000',
  }
}
