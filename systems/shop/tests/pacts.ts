import { notEmpty, regex } from 'assay/contract'

/** An `Authorization` header in a pact. No token lasts as long, so the provider puts in one of its own. */
export const bearer = regex(/^Bearer \S+$/, 'Bearer header.claims.signature')

/** What a consumer needs to know of an event besides its data: one without an id is malformed. */
export function envelopeOf(type: string) {
  return {
    routingKey: type,
    messageId: notEmpty('e2490de5-5bd3-43d5-b7c4-526e33f71304'),
    contentType: 'application/json',
  }
}
