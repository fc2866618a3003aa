/** What a virtual user may have open at once, of each kind: a task that awaits nothing ends here. */
export const MAX_OPEN = 256

interface TooManyOpenFailure {
  readonly code: string
  readonly message: string
  readonly fix: string
}

/**
 * Thrown to a virtual user that opens more and more without waiting for any of it. It is counted as an
 * error of its task, and does not end the load.
 */
export class TooManyOpen extends Error {
  override readonly name = 'TooManyOpen'
  readonly code: string

  constructor({ code, message, fix }: TooManyOpenFailure) {
    super(`${message}: ${fix} (${code})`)
    this.code = code
  }
}

/** `what` a virtual user has too many of, such as requests, and how it gets by with fewer. */
export function tooManyOpen(target: string, what: string, fix: string): TooManyOpen {
  return new TooManyOpen({
    code: 'too_many_open',
    message: `one virtual user has ${MAX_OPEN} ${what} open at once for "${target}"`,
    fix,
  })
}
