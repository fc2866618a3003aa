import type { Target } from '../client/target.ts'
import { MAX_OPEN, tooManyOpen } from '../client/too-many-open.ts'
import type { MeasuringUser, UserContext } from '../client/user-context.ts'

/** Something a virtual user has opened, and that has to be closed with it. */
export interface Destroyable {
  /** Ends it at once; whoever waits for it is told. */
  destroy(): void
}

/** What the clients of further protocols need of the virtual user they belong to. */
export interface ProtocolUser extends MeasuringUser, Pick<UserContext, 'timeoutMs' | 'cookies' | 'headers'> {
  /** All that it has open, in any protocol. */
  readonly opened: Set<Destroyable>
}

/** Refuses to open more for a user that closes nothing. */
export function requireRoom({ opened }: ProtocolUser, { name }: Target): void {
  if (opened.size >= MAX_OPEN) throw tooManyOpen(name, 'connections', 'close them')
}
