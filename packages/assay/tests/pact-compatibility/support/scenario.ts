import { World, world } from '@cucumber/cucumber'
import type { PactSpecification } from '../../../src/contract/model/pact.ts'

/** What every scenario is given by the command that runs them. */
export interface SuiteParameters {
  /** The folder of the fixtures; absent when none was found. */
  readonly fixtures?: string
}

/** One scenario while it runs: what its steps have started, and what they know. */
export class Scenario extends World<SuiteParameters> {
  /** Disposed when the scenario has ended, the last first. */
  readonly resources = new AsyncDisposableStack()
  readonly states = new Map<symbol, unknown>()
  title = ''
  /** The version of the specification that its pacts are written in. */
  specification: PactSpecification = '4.0'
  /** A folder of its own, empty at first. */
  folder = ''
}

/** The scenario that runs now. */
export function scenario(): Scenario {
  return world as unknown as Scenario
}

/** Gives the state of the running scenario about one subject, made when it is first asked for. */
export function perScenario<State>(make: () => State): () => State {
  const subject = Symbol()
  return () => {
    const { states } = scenario()
    if (!states.has(subject)) states.set(subject, make())
    return states.get(subject) as State
  }
}
