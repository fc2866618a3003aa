import type { ServerResponse } from 'node:http'
import { failConnection } from './connection-fault.ts'
import type { Delivery, PreparedAnswer } from './prepare-answer.ts'
import { type Received, toRequest } from './received.ts'
import { dribble, piecesOf, sendPieces } from './stream-body.ts'
import { waitUnlessGone } from './wait-unless-gone.ts'

/** A request that waits for its answer. */
export interface Exchange {
  readonly received: Received
  readonly response: ServerResponse
}

/** Sends an answer whole and at once: the way of nearly all of them. */
export function sendAtOnce(answer: PreparedAnswer, received: Received, response: ServerResponse): void {
  received.status = answer.status
  response.writeHead(answer.status, answer.headers as string[])
  response.end(answer.payload, answer.encoding)
}

/**
 * Sends an answer late, slowly, in pieces, or with a fault. Ends as soon as the connection is gone.
 *
 * @throws what a stream of the test throws.
 */
export async function sendAsTold(
  answer: PreparedAnswer,
  delivery: Delivery,
  exchange: Exchange,
): Promise<void> {
  const { received, response } = exchange
  const { delayMs, fault, stream, bytesPerSecond } = delivery
  const gone = signalOfEnd(response)
  if (delayMs !== undefined && !(await waitUnlessGone(delayMs, gone))) return
  if (fault !== undefined) {
    received.fault = fault
    if (fault === 'cut') received.status = answer.status
    failConnection(fault, answer, response)
    return
  }
  if (stream === undefined && bytesPerSecond === undefined) {
    sendAtOnce(answer, received, response)
    return
  }
  received.status = answer.status
  response.writeHead(answer.status, answer.headers as string[])
  response.flushHeaders()
  const pieces =
    stream === undefined
      ? dribble(answer.payload, bytesPerSecond ?? Number.POSITIVE_INFINITY, gone)
      : piecesOf(stream, () => toRequest(received, received.pattern?.segments ?? []), gone)
  await sendPieces(pieces, response, gone)
}

/** Aborted when the response is over, one way or another. */
function signalOfEnd(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  const abort = () => controller.abort()
  response.once('close', abort)
  // A response that waits behind another one on its connection does not hear the connection close.
  if (response.socket === null) response.req.socket.once('close', abort)
  return controller.signal
}
