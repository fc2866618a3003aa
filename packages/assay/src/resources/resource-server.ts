import type { ResourceKind } from '../model/resource.ts'
import type { Address, ResourceSpec } from '../model/system.ts'
import type { Guard } from '../processes/guard.ts'
import type { RunningProcess } from '../processes/spawn-process.ts'
import type { Provider, Supply } from './providers/provider.ts'

/** What every part of a run shares: its id, folders, guard, and the way to tell what goes on. */
export interface StartContext {
  readonly runId: string
  /** Throw-away data of the run. */
  readonly dataDirectory: string
  readonly logDirectory: string
  /** The system's folder: commands and relative paths start here. */
  readonly systemDirectory: string
  readonly guard: Guard
  readonly signal: AbortSignal
  readonly report: (step: string) => void
  /** Tell of the death of a process beside the server's own. */
  readonly watch?: (running: RunningProcess) => void
}

/** A share of a server that nobody else uses: a database, a numbered database, a vhost, an account. */
export interface Namespace extends AsyncDisposable {
  readonly address: Address
}

/** A running server of a resource. */
export interface ResourceServer extends AsyncDisposable {
  /** The process, when Assay started it on this machine. */
  readonly process: RunningProcess | undefined
  /** Somebody else's server: all namespaces are the same one, so nothing on it is isolated. */
  readonly isShared: boolean
  /** Every environment, and every test that asks for it, gets a namespace of its own. */
  openNamespace(): Promise<Namespace>
}

/** How Assay finds and runs one kind of resource. */
export interface ResourceDriver {
  readonly kind: ResourceKind
  readonly providers: readonly Provider[]
  start(spec: ResourceSpec, supply: Supply, context: StartContext): Promise<ResourceServer>
}
