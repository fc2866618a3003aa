import type { EmitRunEvent } from '../model/run-event.ts'
import type { Selection } from '../model/run-result.ts'
import type { System } from '../model/system.ts'
import type { SourceVersion } from './source-version.ts'

/** What is published of contracts, and as which version. */
export interface ContractPublication {
  readonly version: SourceVersion
  /** Whether consumers publish their pacts too, and not providers their results alone. */
  readonly hasPacts: boolean
}

export interface RunOptions {
  readonly system: System
  readonly selection: Selection
  /** Services replaced by stubs, for this run only. */
  readonly stubbed: readonly string[]
  /** Overrides the definition's number of retries. */
  readonly retries: number | undefined
  readonly workers: number | undefined
  /** Files of load scenarios, in place of those that the definition has. */
  readonly scenarioFiles?: readonly string[]
  /** Whether load scenarios do all of their load, and not the brief form of it. */
  readonly isFull: boolean
  /** Makes generated data the same as in an earlier run. */
  readonly seed: string | undefined
  /** What a Pact broker is told about the contracts; nothing without it. */
  readonly publication?: ContractPublication | undefined
  /** The version that gates ask the Pact broker about. Default: the commit. */
  readonly version?: string | undefined
  /** What services inherit: the environment the command was started with. */
  readonly inherited: Readonly<Record<string, string | undefined>>
  readonly emit: EmitRunEvent
  /** Ends the run early; what was found out until then is kept and reported. */
  readonly signal: AbortSignal
}
