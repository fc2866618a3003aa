import { totalmem } from 'node:os'
import { Worker } from 'node:worker_threads'
import { formatDuration } from '../../base/duration.ts'
import { infrastructureError, messageOf } from '../../errors/assay-error.ts'
import type {
  CommandMessage,
  IntervalReport,
  WorkerCommands,
  WorkerData,
  WorkerMessage,
  WorkerPlan,
} from '../engine/protocol.ts'
import { failureReceived } from '../engine/sent-failure.ts'
import { WORKER_MODULE } from '../engine/worker-module.ts'

/** A thread that has not been heard of for so long during a load does nothing else than a task's own work. */
const SILENCE_MS = 10_000
const WATCH_MS = 500
/** A scenario that keeps everything must end itself, not the machine. */
const MAX_THREAD_MB = 2_048
const MAX_MACHINE_SHARE = 0.5
/** Setting up and taking apart may take so long, and no longer. */
const PREPARATION_TIMEOUT_MS = 300_000

export interface ThreadOptions {
  /** Default 10 s. */
  readonly silenceMs: number | undefined
  readonly onInterval: (worker: number, report: IntervalReport) => void
  readonly onNote: (note: string) => void
}

interface Pending {
  resolve(result: unknown): void
  reject(error: unknown): void
}

/** A worker thread of the generator, as its coordinator sees it. */
export class LoadWorkerThread implements AsyncDisposable {
  readonly #worker: Worker
  readonly #plan: WorkerPlan
  readonly #options: ThreadOptions
  readonly #pending = new Map<number, Pending>()
  readonly #started: Promise<unknown>
  #nextId = 1
  #heardAt = performance.now()
  #death: unknown

  constructor({ plan, takenRows }: WorkerData, options: ThreadOptions) {
    this.#plan = plan
    this.#options = options
    this.#worker = new Worker(WORKER_MODULE, {
      workerData: { plan, takenRows } satisfies WorkerData,
      name: `assay-load-${plan.worker}`,
      stdout: true,
      resourceLimits: { maxOldGenerationSizeMb: threadLimitMb(plan) },
    })
    // What a scenario prints is no result: programs read stdout.
    this.#worker.stdout.pipe(process.stderr, { end: false })
    this.#started = this.#expect(0)
    this.#worker.on('message', (message: WorkerMessage) => this.#hear(message))
    this.#worker.once('error', (error) => this.#died(explainDeath(error, plan)))
    this.#worker.once('exit', () => this.#died(threadEnded(plan)))
  }

  /** Once it has loaded the scenario. */
  async ready(): Promise<void> {
    await this.#started
  }

  call<Name extends keyof WorkerCommands>(
    command: Name,
    params: WorkerCommands[Name]['params'],
  ): Promise<WorkerCommands[Name]['result']> {
    const id = this.#nextId
    this.#nextId += 1
    this.#heardAt = performance.now()
    const answer = this.#expect(id)
    this.#send({ id, command, params })
    if (command === 'run') this.#watch(answer)
    else this.#limit(command, answer)
    return answer as Promise<WorkerCommands[Name]['result']>
  }

  /** Ends the load; what has begun may end. */
  stop(): void {
    this.#send({ id: 0, command: 'stop', params: null })
  }

  /** Ends the load, and soon after it what has begun. */
  cut(): void {
    this.#send({ id: 0, command: 'cut', params: null })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate()
  }

  #send(message: CommandMessage): void {
    this.#worker.postMessage(message)
  }

  #expect(id: number): Promise<unknown> {
    if (this.#death !== undefined) return Promise.reject(this.#death)
    const answer = new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }))
    // A thread may die while nobody waits for it yet.
    answer.catch(() => undefined)
    return answer
  }

  #hear(message: WorkerMessage): void {
    this.#heardAt = performance.now()
    if (message.type === 'interval') this.#options.onInterval(this.#plan.worker, message.report)
    else if (message.type === 'note') this.#options.onNote(message.note)
    else if (message.type === 'done') this.#pendingFor(message.id)?.resolve(message.result)
    else this.#pendingFor(message.id)?.reject(failureReceived(message.failure))
  }

  #pendingFor(id: number): Pending | undefined {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    return pending
  }

  /**
   * A task that never awaits keeps its thread from everything else, even from saying so. And no
   * limit of a thread's heap is about buffers, which lie outside of it.
   */
  #watch(answer: Promise<unknown>): void {
    const { silenceMs = SILENCE_MS } = this.#options
    const limitMb = threadLimitMb(this.#plan) * this.#plan.workers
    const mostBytes = residentBytes() + limitMb * 1e6
    const timer = setInterval(() => {
      const silentMs = performance.now() - this.#heardAt
      if (residentBytes() > mostBytes) this.#end(outOfMemory(this.#plan, limitMb))
      else if (silentMs > silenceMs) this.#end(threadBlocked(this.#plan, silenceMs))
    }, WATCH_MS)
    const end = () => clearInterval(timer)
    answer.then(end, end)
  }

  #limit(command: string, answer: Promise<unknown>): void {
    const timer = setTimeout(() => this.#end(notPrepared(command, this.#plan)), PREPARATION_TIMEOUT_MS)
    const end = () => clearTimeout(timer)
    answer.then(end, end)
  }

  #end(reason: unknown): void {
    this.#died(reason)
    void this.#worker.terminate()
  }

  #died(reason: unknown): void {
    this.#death ??= reason
    for (const { reject } of this.#pending.values()) reject(this.#death)
    this.#pending.clear()
  }
}

/** Threads share what the load generator may use of the machine. */
function threadLimitMb({ workers }: WorkerPlan): number {
  return Math.floor(Math.min(MAX_THREAD_MB, (totalmem() * MAX_MACHINE_SHARE) / 1e6 / workers))
}

/** Memory of the whole process: threads have no figure of their own for what lies outside of their heaps. */
function residentBytes(): number {
  try {
    return process.memoryUsage.rss()
  } catch {
    // With too many files open it cannot be read; that limits what a scenario can keep, too.
    return 0
  }
}

function explainDeath(error: unknown, plan: WorkerPlan) {
  if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
    return outOfMemory(plan, threadLimitMb(plan))
  return infrastructureError({
    code: 'scenario_crashed',
    message: `The scenario "${plan.scenario}" ended its thread: ${messageOf(error)}`,
    fix: 'catch what callbacks and timers of the scenario throw',
    cause: error,
  })
}

function outOfMemory({ scenario }: WorkerPlan, limitMb: number) {
  return infrastructureError({
    code: 'scenario_out_of_memory',
    message: `The load generator used more than ${limitMb} MB of memory for the scenario "${scenario}".`,
    fix: 'keep nothing of an iteration in variables that outlive it',
  })
}

function notPrepared(command: string, { scenario }: WorkerPlan) {
  const isAtEnd = command === 'tearDown' || command === 'after'
  return infrastructureError({
    code: isAtEnd ? 'scenario_teardown_failed' : 'scenario_setup_failed',
    message: `"${command}" of "${scenario}" has not ended after ${formatDuration(PREPARATION_TIMEOUT_MS)}.`,
    fix: 'see that the target answers and that every promise is settled',
  })
}

function threadEnded({ scenario }: WorkerPlan) {
  return infrastructureError({
    code: 'scenario_crashed',
    message: `A thread of the scenario "${scenario}" ended before its work did.`,
    fix: 'do not call process.exit in a scenario',
  })
}

function threadBlocked({ scenario }: WorkerPlan, silenceMs: number) {
  return infrastructureError({
    code: 'scenario_blocked',
    message: `The scenario "${scenario}" has kept its thread busy for ${formatDuration(silenceMs)} without awaiting anything.`,
    fix: 'await requests and pauses; move long calculations to before or setup',
  })
}
