import type { ScenarioResult } from '../model/load-result.ts'
import type { Crash } from '../model/part-event.ts'
import type { RunEvent } from '../model/run-event.ts'
import type { DeploymentVerdict } from '../model/run-result.ts'
import { type TestError, type TestResult, testId } from '../model/test-result.ts'
import type { ResultsStore } from '../results/results-store.ts'

/** What a run has found out. */
export interface Findings {
  readonly tests: readonly TestResult[]
  readonly scenarios: readonly ScenarioResult[]
  readonly crashes: readonly Crash[]
  readonly deployments: readonly DeploymentVerdict[]
  readonly problems: readonly TestError[]
}

/** What a run has found out so far; every event is stored as it comes. */
export class RunRecord implements Findings {
  readonly tests: TestResult[] = []
  readonly scenarios: ScenarioResult[] = []
  readonly crashes: Crash[] = []
  readonly deployments: DeploymentVerdict[] = []
  readonly problems: TestError[] = []
  /** Why results are no longer stored, when the disk or the database failed. The run goes on without. */
  storeFailure: unknown
  readonly #run: string
  readonly #store: ResultsStore
  readonly #timesSeen = new Map<string, number>()

  constructor(run: string, store: ResultsStore) {
    this.#run = run
    this.#store = store
  }

  /** Keeps what the event tells, and gives it back with its final id. */
  add(event: RunEvent): RunEvent {
    if (event.type === 'part-died') {
      this.crashes.push(event.crash)
      this.#keep(() => this.#store.addCrash(this.#run, event.crash))
    }
    if (event.type === 'load-finished') {
      this.scenarios.push(event.result)
      this.#keep(() => this.#store.addScenario(this.#run, event.result))
    }
    if (event.type === 'deployment-judged') this.deployments.push(event.verdict)
    if (event.type === 'problem') this.problems.push(event.problem)
    if (event.type !== 'test-finished') return event
    const test = this.#distinguish(event.test)
    this.tests.push(test)
    this.#keep(() => this.#store.addTest(this.#run, test))
    return { ...event, test }
  }

  #keep(write: () => void): void {
    if (this.storeFailure !== undefined) return
    try {
      write()
    } catch (error) {
      this.storeFailure = error
    }
  }

  /** Tests of the same name in the same file are told apart by their order. */
  #distinguish(test: TestResult): TestResult {
    const times = (this.#timesSeen.get(test.id) ?? 0) + 1
    this.#timesSeen.set(test.id, times)
    if (times === 1) return test
    return { ...test, id: testId(test.service, test.level, test.file, [...test.titles, `#${times}`]) }
  }
}
