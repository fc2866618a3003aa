import type { ScenarioThresholds } from '../../model/scenario-thresholds.ts'
import type { Load } from './load.ts'
import { checkScenario } from './scenario-problems.ts'
import type { TargetClients } from './target-client.ts'
import type { ThinkTime } from './think-time.ts'
import type { VirtualUser } from './virtual-user.ts'

/** What a virtual user does in one iteration. */
export type TaskFunction<Clients, State, Shared> = (
  clients: Clients,
  user: VirtualUser<State, Shared>,
) => Promise<unknown>

/** A task, or one that is done more or less often than others. Default weight: 1. */
export type Task<Clients, State, Shared> =
  | TaskFunction<Clients, State, Shared>
  | { readonly weight: number; readonly run: TaskFunction<Clients, State, Shared> }

/** What a scenario may say. Whatever infers `State` and `Shared` stands before what uses them. */
export interface ScenarioOptions<
  State = undefined,
  Shared = undefined,
  TargetName extends string = never,
  Clients = TargetClients<TargetName>,
> {
  /** How much load, and for how long. */
  readonly load: Load
  /** What `assay run` does instead, so that a run stays short; `assay load` does all of `load`. */
  readonly brief?: Load
  /** Addresses that are no service of the system, by name. */
  readonly targets?: Readonly<Record<TargetName, string>>
  /** Once before the load; what it gives is `user.shared` of every virtual user, and must be plain data. */
  readonly before?: (clients: Clients, user: VirtualUser<undefined, undefined>) => Promise<Shared>
  /** For each virtual user before its first iteration; what it gives is `user.state`. */
  readonly setup?: (clients: Clients, user: VirtualUser<undefined, Shared>) => Promise<State> | State
  /** What virtual users do, by name: in each iteration one of them, by weight. */
  readonly tasks: Readonly<Record<string, Task<Clients, State, Shared>>>
  /** Pause between two iterations of one virtual user. Default: none. */
  readonly think?: ThinkTime
  /** For each virtual user after its last iteration. */
  readonly teardown?: (clients: Clients, user: VirtualUser<State, Shared>) => Promise<unknown>
  /** Once after the load. */
  readonly after?: (clients: Clients, user: VirtualUser<undefined, Shared>) => Promise<unknown>
  /** Limits for this scenario, in place of the defaults for the performance level. */
  readonly thresholds?: ScenarioThresholds
  /** Time for a complete answer. Default 10 000 ms. */
  readonly timeoutMs?: number
  /** Largest body of an answer that is kept. Default 16 MB. */
  readonly maxBodyBytes?: number
  /** Accept certificates nobody vouches for. Default: no. */
  readonly insecure?: boolean
}

/** A scenario as it was defined, whatever its virtual users keep. */
export interface Scenario {
  readonly name: string
  readonly options: ScenarioOptions<never, never, string, never>
}

const defined = new Map<string, Scenario>()

/**
 * Defines a load scenario. A file may define several; `assay load <file>` runs each, `assay run`
 * those in `tests/performance/*.load.ts`.
 *
 * @throws AssayError `invalid_scenario` or `invalid_load`, naming what is wrong.
 *
 * @example
 * scenario('look around', {
 *   load: constantUsers({ users: 20, duration: '30s' }),
 *   think: uniform('100ms', '500ms'),
 *   tasks: {
 *     list: { weight: 3, run: ({ products }) => products.get('/products') },
 *     open: ({ products }, user) =>
 *       products.get('/products/{id}', { path: { id: user.random.integer(1, 100) } }),
 *   },
 * })
 */
export function scenario<State = undefined, Shared = undefined, TargetName extends string = never>(
  name: string,
  options: ScenarioOptions<State, Shared, TargetName>,
): Scenario {
  const made = { name, options: options as Scenario['options'] }
  checkScenario(made, defined.has(name))
  defined.set(name, made)
  return made
}

/** The scenarios that were defined since the last time, in order. */
export function takeScenarios(): Scenario[] {
  const scenarios = [...defined.values()]
  defined.clear()
  return scenarios
}

/** The load that is put on: all of it, or the brief form that a run does. */
export function loadOf({ options }: Scenario, isFull: boolean): Load {
  return isFull ? options.load : (options.brief ?? options.load)
}

/** The targets that a scenario names itself. */
export function ownTargetsOf({ options }: Scenario): { readonly name: string; readonly url: string }[] {
  return Object.entries<string>(options.targets ?? {}).map(([name, url]) => ({ name, url }))
}
