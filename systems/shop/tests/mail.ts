import type { Call, Stub } from 'assay/mock'
import { eventually } from 'assay/test'

/** What the mail provider was asked to send to somebody, as soon as it was asked so many times. */
export function mailsTo(mail: Stub, address: string, atLeast = 1): Promise<readonly Call[]> {
  return eventually(() => {
    const calls = mail.calls('POST /messages').filter(({ body }) => JSON.stringify(body).includes(address))
    return calls.length >= atLeast && calls
  })
}
