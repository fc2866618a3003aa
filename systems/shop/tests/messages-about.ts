import { type Collected, eventually, type ReceivedMessage } from 'assay/test'

/**
 * Of the messages collected so far, those whose body names something. An earlier test's may be
 * among the others: a service publishes when it has answered.
 */
export function messagesAbout<Body>(collected: Collected<Body>, id: string): ReceivedMessage<Body>[] {
  return collected.messages.filter(({ body }) => JSON.stringify(body).includes(id))
}

/** The first message about something, as soon as it has come. */
export function messageAbout<Body>(collected: Collected<Body>, id: string): Promise<ReceivedMessage<Body>> {
  return eventually(() => messagesAbout(collected, id)[0])
}
