import type { Notice } from '../matrix/judge-matrix.ts'

/** Messages, or those of each field of a body that is wrong. */
export type RefusalErrors = readonly string[] | Readonly<Record<string, readonly string[]>>

/** Why a request is not answered with what it asks for. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly errors: RefusalErrors
  readonly notices: readonly Notice[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, details: RefusalDetails) {
    super(details.message)
    this.status = status
    this.errors = details.errors ?? [details.message]
    this.notices = details.notices
    this.headers = details.headers ?? {}
  }
}

/** What a refusal says. */
export interface RefusalDetails {
  readonly message: string
  readonly errors?: RefusalErrors
  readonly notices?: readonly Notice[]
  readonly headers?: Readonly<Record<string, string>>
}

/** A refusal of one sentence. */
export function refuse(status: number, message: string): Refusal {
  return new Refusal(status, { message })
}

/** What is found, or the refusal that it is not there. */
export function present<Found>(found: Found | undefined, what: string): Found {
  if (found === undefined) throw refuse(404, `There is no ${what}.`)
  return found
}
