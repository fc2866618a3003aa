import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Journal } from './journal.ts'
import { receiveRequest } from './receive-request.ts'
import { type Received, toCall, toRequest } from './received.ts'
import type { Route, Step } from './route.ts'
import { type Exchange, sendAsTold, sendAtOnce } from './send-answer.ts'
import type { StubRoutes } from './stub-routes.ts'
import {
  answerFailedAnswer,
  answerFailedMessage,
  noRouteAnswer,
  noRouteMessage,
} from './unexpected-answer.ts'
import type { UnexpectedRequests } from './unexpected-request.ts'

/** What a stub answers with, and where it remembers what it was asked. */
export interface HandlerContext {
  readonly name: string
  readonly maxBodyBytes: number
  readonly routes: StubRoutes
  readonly journal: Journal
  readonly unexpected: UnexpectedRequests
}

/** The function that an HTTP server calls for each request. */
export function createRequestHandler(
  context: HandlerContext,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    receiveRequest(request, context.maxBodyBytes, (received) => answer(context, received, response))
  }
}

function answer(context: HandlerContext, received: Received, response: ServerResponse): void {
  context.journal.add(received)
  try {
    const route = context.routes.select(received)
    if (route === undefined) {
      refuse(context, received, response)
      return
    }
    received.pattern = route.pattern
    const step = route.only ?? route.next()
    const isPlain = typeof step !== 'function' && step.delivery === undefined
    if (isPlain) sendAtOnce(step, received, response)
    else void answerAsTold(context, route, { step, received, response })
  } catch (error) {
    fail(context, error, { received, response })
  }
}

/** The way of answers that are functions, late, slow or faulty. */
async function answerAsTold(
  context: HandlerContext,
  { pattern }: Route,
  { step, received, response }: Exchange & { readonly step: Step },
): Promise<void> {
  try {
    const prepared =
      typeof step === 'function'
        ? context.routes.prepare(await step(toRequest(received, pattern.segments)), pattern, received)
        : step
    if (prepared.delivery === undefined) sendAtOnce(prepared, received, response)
    else await sendAsTold(prepared, prepared.delivery, { received, response })
  } catch (error) {
    fail(context, error, { received, response })
  }
}

/** No route is for the request. */
function refuse(
  { name, routes, unexpected }: HandlerContext,
  received: Received,
  response: ServerResponse,
): void {
  const near = routes.near(received)
  const message = noRouteMessage(name, toRequest(received, []), near)
  sendAtOnce(noRouteAnswer(name, message, near), received, response)
  unexpected.add({ reason: 'no_route', message, near, request: toCall(received, []) })
}

/** What the test gave as an answer threw, or contradicts the OpenAPI document. */
function fail({ name, unexpected }: HandlerContext, error: unknown, { received, response }: Exchange): void {
  const segments = received.pattern?.segments ?? []
  const message = answerFailedMessage(name, toRequest(received, segments), error)
  // Half an answer cannot be taken back: the client learns by the broken connection.
  if (response.headersSent) response.destroy()
  else sendAtOnce(answerFailedAnswer(name, message), received, response)
  unexpected.add({ reason: 'answer_failed', message, near: [], request: toCall(received, segments) })
}
