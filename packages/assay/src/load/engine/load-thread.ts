import { pathToFileURL } from 'node:url'
import { AssayError, configurationError, infrastructureError, messageOf } from '../../errors/assay-error.ts'
import { loadOpenapi } from '../../openapi/load-openapi.ts'
import { operationNamesOf } from '../client/operation-names.ts'
import { bodyText } from '../client/request-body.ts'
import { RequestFailed } from '../client/request-failed.ts'
import { headerLines } from '../client/request-headers.ts'
import { type OperationNames, Target } from '../client/target.ts'
import type { Connection } from '../http1/connection.ts'
import { ParserPool } from '../http1/parser-pool.ts'
import { TargetDirectory } from '../protocols/target-directory.ts'
import {
  type ArrivalLoad,
  type ReplayLoad,
  stagesDurationMs,
  type TimedLoad,
  type UserLoad,
} from '../scenario/load.ts'
import { type Scenario, takeScenarios } from '../scenario/scenario.ts'
import { weightedTasks } from '../scenario/scenario-problems.ts'
import { arrivalTimesOf } from './arrival-times.ts'
import { runClosedLoad } from './closed-load.ts'
import { EngineUser, type UserSurroundings } from './engine-user.ts'
import { goFirst } from './go-first.ts'
import { IntervalReporter } from './interval-reporter.ts'
import { chooseByWeight, Iterations } from './iterate.ts'
import { LagMeter } from './lag-meter.ts'
import { LoadClock } from './load-clock.ts'
import { LoadRun } from './load-run.ts'
import { runOpenLoad } from './open-load.ts'
import { Population } from './population.ts'
import type { IntervalReport, RunCommand, ShareEnd, WorkerCommands, WorkerPlan } from './protocol.ts'
import { quickScenario } from './quick-scenario.ts'
import { Recorder } from './recorder.ts'
import { RepeatedRequest } from './repeated-request.ts'
import { shareOf } from './share-of.ts'
import { Ticker } from './ticker.ts'

const DEFAULT_TIMEOUT_MS = 10_000
const DEFAULT_MAX_BODY_BYTES = 16_000_000
const EXPIRY_CHECK_MS = 25

export interface ThreadEvents {
  readonly onInterval: (report: IntervalReport) => void
  readonly onNote: (note: string) => void
}

type Commands = {
  readonly [Name in keyof WorkerCommands]: (
    params: WorkerCommands[Name]['params'],
  ) => Promise<WorkerCommands[Name]['result']>
}

/** A scenario, what it speaks to, and where it is counted. */
interface LoadedScenario {
  readonly scenario: Scenario
  readonly targets: readonly Target[]
  readonly recorder: Recorder
  readonly directory: TargetDirectory
}

/** One thread's share of a scenario: its virtual users, its connections and what it records. */
export class LoadThread implements Commands {
  readonly #plan: WorkerPlan
  readonly #events: ThreadEvents
  readonly #scenario: Scenario
  readonly #targets: readonly Target[]
  readonly #directory: TargetDirectory
  readonly #recorder: Recorder
  readonly #clock = new LoadClock()
  readonly #registry = new Set<Connection>()
  readonly #notes = new Set<string>()
  #population: Population
  #ready: EngineUser[] = []
  #shared: unknown
  #run: LoadRun | undefined

  private constructor(
    plan: WorkerPlan,
    events: ThreadEvents,
    { scenario, targets, recorder, directory }: LoadedScenario,
  ) {
    this.#plan = plan
    this.#events = events
    this.#scenario = scenario
    this.#targets = targets
    this.#directory = directory
    this.#recorder = recorder
    this.#population = new Population(scenario, this.#surroundings())
    setInterval(() => this.#expire(), EXPIRY_CHECK_MS).unref()
  }

  /** Loads the scenario and the documents of its targets. */
  static async start(plan: WorkerPlan, events: ThreadEvents): Promise<LoadThread> {
    const scenario = await loadScenario(plan)
    const recorder = new Recorder()
    const { insecure = false, maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = scenario.options
    const makeTarget = (name: string, url: string, names?: OperationNames) =>
      new Target({ name, url, names, isInsecureAllowed: insecure, maxBodyBytes }, recorder)
    const targets = await Promise.all(
      plan.targets.map(async ({ openapi, ...target }) => {
        const names = openapi === undefined ? undefined : operationNamesOf(await loadOpenapi(openapi))
        return makeTarget(target.name, target.url, names)
      }),
    )
    const directory = new TargetDirectory(targets, makeTarget)
    return new LoadThread(plan, events, { scenario, targets, recorder, directory })
  }

  async before(): Promise<unknown> {
    const { before } = this.#scenario.options
    if (before === undefined) return undefined
    const shared = await this.#once('before', before)
    this.#requirePlain(shared)
    return shared
  }

  async after(): Promise<null> {
    const { after } = this.#scenario.options
    if (after !== undefined) await this.#once('after', after)
    return null
  }

  async setUp({ shared, users }: WorkerCommands['setUp']['params']): Promise<null> {
    if (this.#population.size === 0) {
      this.#shared = shared
      this.#population = new Population(this.#scenario, this.#surroundings())
    }
    await this.#population.grow(users, this.#ready)
    return null
  }

  async makeReady(load: TimedLoad): Promise<null> {
    // A load that only waits for answers takes all the time there is: others would get none.
    if (load.kind !== 'users' || this.#scenario.options.think !== undefined) goFirst()
    return null
  }

  async run({ load, phases, startNs }: RunCommand): Promise<ShareEnd> {
    this.#recorder.begin(phases)
    this.#clock.start(startNs)
    using lag = new LagMeter()
    const run = new LoadRun({
      ...{ worker: this.#plan.worker, workers: this.#plan.workers, clock: this.#clock, lag },
      recorder: this.#recorder,
      iterations: new Iterations(chooseByWeight(weightedTasks(this.#scenario)), (note) => this.#note(note)),
      population: this.#population,
      ready: this.#ready,
      graceMs: this.#timeoutMs + 1_000,
      onNote: (note) => this.#note(note),
    })
    this.#run = run
    const reporter = new IntervalReporter({
      ...{ recorder: this.#recorder, clock: this.#clock, lag, run, phases },
      connections: () => this.#registry.size,
      onReport: this.#events.onInterval,
    })
    await using _ = this.#tickerFor(load, startNs, run)
    await run.sleepUntil(0)
    reporter.start()
    if (this.#plan.quick !== undefined && isConstant(load)) await this.#repeat(load, run)
    else if (load.kind === 'users') await runClosedLoad(load.stages, this.#scenario.options.think, run)
    else await this.#runOpen(load, run)
    if (run.hasLeftBehind) this.#giveUp()
    reporter.finish()
    if (run.failure !== undefined) throw run.failure
    const { hasEndedEarly, stoppedMs } = run
    return { hasEndedEarly, stoppedMs }
  }

  async tearDown(): Promise<null> {
    const failures = await this.#population.tearDown()
    const [first] = failures
    if (first !== undefined) {
      this.#note(`teardown failed for ${failures.length} virtual users: ${messageOf(first)}`)
    }
    return null
  }

  /** Ends the load; what has begun may end. */
  stop(): void {
    this.#run?.stop()
  }

  /** Ends the load, and soon after it what has begun. */
  cut(): void {
    this.#run?.cut()
  }

  /** A promise that nobody awaited was rejected. Requests have been counted already. */
  countStray(error: unknown): void {
    if (error instanceof RequestFailed) return
    this.#note(`something the scenario does not await failed: ${messageOf(error)}`)
  }

  /** Without a scenario there is nothing to do between two requests. */
  async #repeat({ stages }: UserLoad, run: LoadRun): Promise<void> {
    const { method, url, headers, body } = this.#plan.quick!
    const target = this.#targets[0]!
    const { pathname, search } = new URL(url)
    const plan = {
      // Nobody reads what is answered.
      endpoint: { ...target.endpoint, parsers: new ParserPool({ ...target.limits, isContentIgnored: true }) },
      ...{ method, run, recorder: this.#recorder, registry: this.#registry },
      operation: target.route(method, pathname).operation,
      text: `${method} ${pathname}${search} HTTP/1.1\r\nhost: ${target.host}\r\n${headerLines(headers)}${bodyText(method, body, headers)}`,
      timeoutMs: this.#timeoutMs,
      endMs: stagesDurationMs(stages),
    }
    const users = shareOf(stages[0]?.from ?? 0, this.#plan.worker, this.#plan.workers)
    run.activeUsers = users
    const working = Array.from(
      { length: users },
      () => new Promise<void>((finished) => new RepeatedRequest(plan, finished).next(run.clock.nowMs())),
    )
    await run.settled(Promise.all(working))
  }

  /** It is a thread of its own, and has to have started when the load begins. */
  #tickerFor(load: TimedLoad, startNs: bigint, run: LoadRun): Ticker | undefined {
    const { worker } = this.#plan
    if (load.kind === 'users' || worker >= this.#workersFor(load)) return undefined
    return new Ticker({ load, startNs, worker, workers: this.#workersFor(load) }, () => run.wake())
  }

  async #runOpen(load: ArrivalLoad | ReplayLoad, run: LoadRun): Promise<void> {
    const { worker } = this.#plan
    const workers = this.#workersFor(load)
    if (worker >= workers) return
    const maxUsers = shareOf(load.maxUsers, worker, workers)
    await runOpenLoad({ times: arrivalTimesOf(load), worker, workers, maxUsers }, run)
  }

  /** With fewer users than threads, some threads have no user and no arrivals. */
  #workersFor({ maxUsers }: ArrivalLoad | ReplayLoad): number {
    return Math.min(this.#plan.workers, maxUsers)
  }

  /** Ends what has not ended by itself, so that every request is counted as something. */
  #giveUp(): void {
    for (const connection of this.#registry) connection.expire(Number.POSITIVE_INFINITY)
    const idle = new Set(this.#ready)
    for (const user of this.#population.users) if (!idle.has(user)) user.destroy()
    // Whoever still comes back from this load has lost what it had opened, and is of no use for the next.
    this.#ready = [...this.#ready]
  }

  get #timeoutMs(): number {
    return this.#scenario.options.timeoutMs ?? DEFAULT_TIMEOUT_MS
  }

  #surroundings(): UserSurroundings {
    return {
      scenario: this.#scenario.name,
      targets: this.#targets,
      directory: this.#directory,
      recorder: this.#recorder,
      clock: this.#clock,
      registry: this.#registry,
      seed: this.#plan.seed,
      worker: this.#plan.worker,
      workers: this.#plan.workers,
      timeoutMs: this.#timeoutMs,
      shared: this.#shared,
    }
  }

  /** What is done once is done by a user of its own, and not measured. */
  async #once(
    name: 'before' | 'after',
    work: (clients: never, user: never) => Promise<unknown>,
  ): Promise<unknown> {
    const isBefore = name === 'before'
    const user = new EngineUser(-1, this.#surroundings())
    try {
      return await work(user.clients as never, user as never)
    } catch (cause) {
      if (cause instanceof AssayError) throw cause
      throw infrastructureError({
        code: isBefore ? 'scenario_setup_failed' : 'scenario_teardown_failed',
        message: `"${name}" of "${this.#scenario.name}" failed: ${messageOf(cause)}`,
        fix: 'see that the target runs and that the scenario asks for what it has',
        cause,
      })
    } finally {
      user.destroy()
    }
  }

  /** What is shared by all virtual users goes to every thread. */
  #requirePlain(shared: unknown): void {
    try {
      structuredClone(shared)
    } catch (cause) {
      throw configurationError({
        code: 'invalid_scenario',
        message: `"before" of "${this.#scenario.name}" gives what threads cannot share: ${messageOf(cause)}`,
        fix: 'give plain data: no functions, no connections',
        cause,
      })
    }
  }

  #note(note: string): void {
    if (this.#notes.has(note)) return
    this.#notes.add(note)
    this.#events.onNote(note)
  }

  #expire(): void {
    const now = this.#clock.nowMs()
    for (const connection of this.#registry) connection.expire(now)
  }
}

function isConstant(load: RunCommand['load']): load is UserLoad {
  return (
    load.kind === 'users' && load.stages.every(({ from, to }) => from === to && from === load.stages[0]?.from)
  )
}

async function loadScenario({ file, quick, scenario }: WorkerPlan): Promise<Scenario> {
  if (quick !== undefined) return quickScenario(quick)
  await import(pathToFileURL(file!).href)
  const found = takeScenarios().find(({ name }) => name === scenario)
  if (found !== undefined) return found
  throw configurationError({
    code: 'invalid_scenario',
    message: `${file} does not define the scenario "${scenario}" when a thread loads it.`,
    fix: 'define scenarios in the same way wherever the file is imported',
  })
}
