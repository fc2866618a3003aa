import { AssayError } from '../../errors/assay-error.ts'
import type {
  AsynchronousMessage,
  HttpInteraction,
  HttpRequest,
  HttpResponse,
  InteractionFacts,
  ProviderState,
  SynchronousMessage,
} from '../model/pact.ts'
import { buildRequest, buildResponse } from './build-http.ts'
import { buildMessage } from './build-message.ts'
import type {
  Given,
  HttpInteractionOptions,
  InteractionOptions,
  MessageOptions,
  SynchronousMessageOptions,
} from './interaction-options.ts'
import { invalidInteraction } from './invalid-interaction.ts'

/** @throws AssayError `invalid_interaction` */
export function buildHttpInteraction(options: HttpInteractionOptions): HttpInteraction {
  return within(options, () => {
    const request = buildRequest(options.request)
    const response = buildResponse(options.response)
    refuseBodyOfNone(request.part, response.part)
    const facts = factsFrom(options, [...request.notes, ...response.notes])
    return { ...facts, kind: 'http', request: request.part, response: response.part }
  })
}

/** @throws AssayError `invalid_interaction` */
export function buildAsynchronousMessage(options: MessageOptions): AsynchronousMessage {
  return within(options, () => {
    const { part, notes } = buildMessage(options, 'answer')
    return { ...factsFrom(options, notes), kind: 'asynchronous-message', message: part }
  })
}

/** @throws AssayError `invalid_interaction` */
export function buildSynchronousMessage(options: SynchronousMessageOptions): SynchronousMessage {
  return within(options, () => {
    const request = buildMessage(options.request, 'request')
    const responses = options.responses.map((response) => buildMessage(response, 'answer'))
    return {
      ...factsFrom(
        options,
        [request, ...responses].flatMap(({ notes }) => notes),
      ),
      kind: 'synchronous-message',
      request: request.part,
      responses: responses.map(({ part }) => part),
    }
  })
}

/** What is wrong says which interaction it is in. */
function within<Built>({ description }: InteractionOptions, build: () => Built): Built {
  try {
    return build()
  } catch (error) {
    if (!(error instanceof AssayError)) throw error
    const { message, code, fix } = error
    const evidence = [`in the interaction "${description}"`, ...error.evidence]
    throw new AssayError(error.fault, { message, code, evidence, ...(fix === undefined ? {} : { fix }) })
  }
}

/** HTTP has no body in some answers, so no provider could ever send it. */
function refuseBodyOfNone({ method }: HttpRequest, { status, body }: HttpResponse): void {
  if (body.kind !== 'present' && body.kind !== 'null') return
  const isNone = status === 204 || status === 304
  if (!isNone && method !== 'HEAD') return
  const which = isNone ? `with status ${status}` : 'to HEAD'
  throw invalidInteraction(`An answer ${which} has no body.`, {
    fix: 'leave out the body, or change the status or method',
  })
}

function factsFrom(options: InteractionOptions, notes: readonly string[]): InteractionFacts {
  const { description, given = [], key, pending = false, comments = [] } = options
  if (description.trim() === '') throw invalidInteraction('An interaction has no description.')
  const text = [...comments, ...notes]
  return {
    description,
    providerStates: [given].flat().map(stateOf),
    key,
    isPending: pending,
    comments: text.length === 0 ? {} : { text },
    transport: undefined,
    pluginConfiguration: undefined,
    interactionMarkup: undefined,
    others: {},
  }
}

function stateOf(given: Given): ProviderState {
  return typeof given === 'string'
    ? { name: given, params: {} }
    : { name: given.name, params: given.params ?? {} }
}
