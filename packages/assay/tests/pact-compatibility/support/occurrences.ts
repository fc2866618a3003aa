import type { IncomingMessage } from 'node:http'
import { perScenario } from './scenario.ts'

/** Something that a server of the scenario was asked. */
export interface Occurrence {
  readonly server: 'provider' | 'state callback'
  readonly headers: IncomingMessage['headers']
  /** Parsed, when it is JSON that a callback was told. */
  readonly body: unknown
}

/** What the servers of the scenario were asked, in the order in which it came. */
export const occurrences = perScenario((): Occurrence[] => [])
