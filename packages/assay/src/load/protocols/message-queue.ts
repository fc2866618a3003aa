import { messageOf } from '../../errors/assay-error.ts'
import { MAX_OPEN, tooManyOpen } from '../client/too-many-open.ts'
import type { Failure } from '../http1/connection.ts'
import { atLeastOne } from '../scenario/number-bounds.ts'
import { PendingAnswer, type PendingOptions } from './pending-answer.ts'
import type { ProtocolUser } from './protocol-user.ts'

/** What becomes of messages that nobody reads. */
export interface UnreadOptions {
  /** How many messages are kept for `next()`, of 16 MB together at most. Default 10 000. */
  readonly maxUnread?: number
  /** When there are more: `fail` the connection, or `forget` the oldest. Default `fail`. */
  readonly whenFull?: 'fail' | 'forget'
}

interface Unread<Message> {
  readonly message: Message
  readonly sizeBytes: number
}

interface Waiting<Message> {
  readonly answer: PendingAnswer<Message>
  readonly matches: ((message: Message) => boolean) | undefined
}

const DEFAULT_MAX_UNREAD = 10_000
/** Many connections of many users keep what they get in the memory of one thread. */
const MAX_UNREAD_BYTES = 16_000_000

/** Messages that come when they like, and those who wait for them: every wait is a measured operation. */
export class MessageQueue<Message> {
  readonly #user: ProtocolUser
  readonly #maxUnread: number
  readonly #whenFull: 'fail' | 'forget'
  readonly #unread: Unread<Message>[] = []
  readonly #waiting = new Set<Waiting<Message>>()
  #unreadBytes = 0
  #end: Failure | undefined

  constructor(user: ProtocolUser, { maxUnread = DEFAULT_MAX_UNREAD, whenFull = 'fail' }: UnreadOptions = {}) {
    this.#user = user
    this.#maxUnread = atLeastOne('maxUnread', maxUnread, 'invalid_scenario')
    this.#whenFull = whenFull
  }

  /** Why no more messages come; `undefined` while they may. */
  get end(): Failure | undefined {
    return this.#end
  }

  /** The oldest message nobody has read, or the next that comes. */
  next(options: PendingOptions): Promise<Message> {
    if (this.#unread.length === 0) return this.await(options).promise
    const answer = new PendingAnswer<Message>(this.#user, options)
    const oldest = this.#takeOldest()
    answer.answered(oldest.sizeBytes, () => oldest.message)
    return answer.promise
  }

  /** A message that is still to come: any, or one that matches. */
  await(options: PendingOptions, matches?: (message: Message) => boolean): PendingAnswer<Message> {
    if (this.#waiting.size >= MAX_OPEN)
      throw tooManyOpen(options.operation.service, 'waits for messages', 'await them')
    const answer = new PendingAnswer<Message>(this.#user, {
      ...options,
      onTimeout: () => this.#waiting.delete(waiting),
    })
    const waiting = { answer, matches }
    if (this.#end !== undefined) answer.failed(this.#end)
    else {
      answer.sent()
      this.#waiting.add(waiting)
    }
    return answer
  }

  /** Gives a message to whoever waits for it, or keeps it; `false` when there is no room for it. */
  push(message: Message, sizeBytes: number): boolean {
    const waiting = this.#waitingFor(message)
    if (waiting !== undefined) {
      this.#waiting.delete(waiting)
      waiting.answer.answered(sizeBytes, () => message)
      return true
    }
    while (this.#isFull(sizeBytes)) {
      if (this.#whenFull === 'fail') return false
      this.#takeOldest()
    }
    this.#unread.push({ message, sizeBytes })
    this.#unreadBytes += sizeBytes
    return true
  }

  /** No more messages come. Those that are unread can still be read. */
  finish(failure: Failure): void {
    this.#end ??= failure
    for (const { answer } of this.#waiting) answer.failed(this.#end)
    this.#waiting.clear()
  }

  /** One message always has room: how large it may be is for its connection to say. */
  #isFull(moreBytes: number): boolean {
    const { length } = this.#unread
    return length >= this.#maxUnread || (length > 0 && this.#unreadBytes + moreBytes > MAX_UNREAD_BYTES)
  }

  #takeOldest(): Unread<Message> {
    const oldest = this.#unread.shift()!
    this.#unreadBytes -= oldest.sizeBytes
    return oldest
  }

  /** Who waits for this message in particular comes before who waits for any. */
  #waitingFor(message: Message): Waiting<Message> | undefined {
    let first: Waiting<Message> | undefined
    for (const waiting of this.#waiting) {
      if (waiting.matches === undefined) first ??= waiting
      else if (this.#isMatch(waiting, waiting.matches, message)) return waiting
    }
    return first
  }

  #isMatch(waiting: Waiting<Message>, matches: (message: Message) => boolean, message: Message): boolean {
    try {
      return matches(message)
    } catch (error) {
      this.#waiting.delete(waiting)
      waiting.answer.failed({ kind: 'scenario', message: `"matches" failed: ${messageOf(error)}` })
      return false
    }
  }
}

/** Why a connection ends whose messages have no room. */
export const TOO_MANY_UNREAD: Failure = {
  kind: 'protocol',
  message:
    "more messages came than are kept unread (maxUnread, and 16 MB together): read them, or let whenFull be 'forget'",
}
