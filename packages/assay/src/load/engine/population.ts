import { AssayError, infrastructureError, messageOf } from '../../errors/assay-error.ts'
import { FeederStopped } from '../scenario/feeder.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { EngineUser, type UserSurroundings } from './engine-user.ts'

/** The virtual users of one thread: made, set up, and taken apart again. */
export class Population {
  readonly #scenario: Scenario
  readonly #surroundings: UserSurroundings
  readonly #users: EngineUser[] = []

  constructor(scenario: Scenario, surroundings: UserSurroundings) {
    this.#scenario = scenario
    this.#surroundings = surroundings
  }

  get size(): number {
    return this.#users.length
  }

  get users(): readonly EngineUser[] {
    return this.#users
  }

  /** A user that is not set up yet. Ids are unique over all threads. */
  create(): EngineUser {
    const { worker, workers } = this.#surroundings
    const user = new EngineUser(worker + this.#users.length * workers, this.#surroundings)
    this.#users.push(user)
    return user
  }

  /**
   * Makes users ready until there are so many; those that could not be set up come first, which is
   * to be taken last. A feeder that stops has no rows for them: that ends the load once it needs one.
   *
   * @throws AssayError as `setUp`, when all of them have been tried.
   */
  async grow(users: number, ready: EngineUser[]): Promise<void> {
    const made = Array.from({ length: Math.max(0, users - this.size) }, () => this.create())
    const attempts = await Promise.allSettled(made.map((user) => this.setUp(user)))
    ready.unshift(...made.toSorted((left, right) => Number(right.isSettingUp) - Number(left.isSettingUp)))
    const failures = attempts.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    const [failure] = failures.filter((reason) => !(reason instanceof FeederStopped))
    if (failure !== undefined) throw failure
  }

  /**
   * @throws FeederStopped when there are no more rows and the load should end.
   * @throws AssayError what is wrong with the scenario itself, and `scenario_setup_failed`.
   */
  async setUp(user: EngineUser): Promise<void> {
    const { setup } = this.#scenario.options
    try {
      if (setup !== undefined) user.state = await setup(user.clients as never, user as never)
    } catch (cause) {
      if (cause instanceof FeederStopped || cause instanceof AssayError) throw cause
      throw infrastructureError({
        code: 'scenario_setup_failed',
        message: `Virtual user ${user.id} of "${this.#scenario.name}" could not be set up: ${messageOf(cause)}`,
        fix: 'see that the target runs and that setup asks for what it has',
        cause,
      })
    }
    user.isSettingUp = false
  }

  /** Lets the users that were set up take leave, then closes all connections. Gives what went wrong. */
  async tearDown(): Promise<readonly unknown[]> {
    const failures: unknown[] = []
    const ready = this.#users.filter((user) => !user.isSettingUp)
    await Promise.all(ready.map((user) => this.#takeLeave(user).catch((error) => failures.push(error))))
    for (const user of this.#users) user.destroy()
    return failures
  }

  async #takeLeave(user: EngineUser): Promise<void> {
    user.isSettingUp = true
    await this.#scenario.options.teardown?.(user.clients as never, user as never)
  }
}
