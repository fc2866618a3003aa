import { setImmediate as yieldToLoop } from 'node:timers/promises'
import type { Random } from '../../base/random.ts'
import { AssayError, infrastructureError, messageOf } from '../../errors/assay-error.ts'
import type { ErrorKind } from '../../model/load-result.ts'
import { RequestFailed } from '../client/request-failed.ts'
import { FeederStopped } from '../scenario/feeder.ts'
import type { WeightedTask } from '../scenario/scenario-problems.ts'
import type { EngineUser } from './engine-user.ts'

/** A user that does nothing so often in a row will never do anything. */
const MAX_IDLE_ITERATIONS = 1_000

/** How much longer than a request may take a user waits for what its task has left open. */
const LEFT_OPEN_GRACE_MS = 1_000

/** Errors of requests that had no connection to go out on. */
const UNREACHED: ReadonlySet<ErrorKind> = new Set(['refused', 'name', 'tls'])

/** Chooses one of the tasks each time, by weight. */
export type TaskChoice = (random: Random) => WeightedTask

export function chooseByWeight(tasks: readonly WeightedTask[]): TaskChoice {
  const total = tasks.reduce((sum, { weight }) => sum + weight, 0)
  const last = tasks.findLast(({ weight }) => weight > 0)!
  return (random) => {
    let left = random.fraction() * total
    for (const task of tasks) {
      left -= task.weight
      if (left < 0) return task
    }
    return last
  }
}

/** Whether a user begins another iteration, at once or when the promise is settled; told whether the last one reached its target. */
export type Again = (user: EngineUser, isReached: boolean) => boolean | Promise<boolean>

/** Does the iterations of virtual users, and counts what goes wrong in them. */
export class Iterations {
  readonly #choose: TaskChoice
  readonly #onNote: (note: string) => void
  #idleInARow = 0

  constructor(choose: TaskChoice, onNote: (note: string) => void) {
    this.#choose = choose
    this.#onNote = onNote
  }

  /**
   * An iteration, and more of them as long as `again` says so. What a task throws is counted and does
   * not end the load. All of it is one asynchronous function, since each costs a user that never
   * pauses a tenth of its time.
   *
   * @throws FeederStopped when there are no more rows and the load should end.
   * @throws AssayError what is wrong with the scenario itself, and `scenario_without_requests`.
   */
  async run(user: EngineUser, again: Again): Promise<void> {
    for (;;) {
      const task = this.#choose(user.random)
      const begunBefore = user.begun
      user.iteration += 1
      let thrown: unknown
      try {
        await task.run(user.clients as never, user as never)
      } catch (error) {
        // What is written wrongly is wrong in every iteration.
        if (error instanceof FeederStopped || error instanceof AssayError) throw error
        thrown = error
        if (!(error instanceof RequestFailed)) user.countScenarioError(task.name, error)
      }
      user.dueMs = Number.NaN
      if (user.openRequests > 0) await this.#settle(user, task)
      if (user.begun === begunBefore) await this.#idle(task, thrown)
      else this.#idleInARow = 0
      const isReached = !(thrown instanceof RequestFailed && UNREACHED.has(thrown.kind))
      const answer = again(user, isReached)
      if (answer === false || (answer !== true && !(await answer))) return
    }
  }

  /** A task that does not await its requests would otherwise have more and more of them open. */
  async #settle(user: EngineUser, { name }: WeightedTask): Promise<void> {
    this.#onNote(`the task "${name}" ends before its requests do: await them`)
    // Each request ends by its own deadline; only what is measured besides may have none.
    await user.quiet(user.timeoutMs + LEFT_OPEN_GRACE_MS)
  }

  async #idle({ name }: WeightedTask, thrown: unknown): Promise<void> {
    this.#idleInARow += 1
    if (this.#idleInARow > MAX_IDLE_ITERATIONS) throw withoutRequests(name, thrown)
    await yieldToLoop()
  }
}

function withoutRequests(task: string, thrown: unknown) {
  const hasThrown = thrown !== undefined
  return infrastructureError({
    code: 'scenario_without_requests',
    message: `The task "${task}" ends without having made a request, ${MAX_IDLE_ITERATIONS} times in a row.`,
    evidence: hasThrown ? [`it threw: ${messageOf(thrown)}`] : [],
    fix: hasThrown
      ? 'correct what it throws before its first request'
      : 'return or await the promise of its request; measure other work with user.measure(name, work)',
  })
}
