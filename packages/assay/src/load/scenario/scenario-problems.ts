import { thresholdProblems } from '../../model/definition-shape.ts'
import { isTimeout } from './number-bounds.ts'
import type { Scenario } from './scenario.ts'
import { scenarioError } from './scenario-error.ts'

/** A task in its full form. */
export interface WeightedTask {
  readonly name: string
  readonly weight: number
  readonly run: (clients: never, user: never) => Promise<unknown>
}

/** The tasks of a scenario with their weights. */
export function weightedTasks({ options }: Scenario): WeightedTask[] {
  return Object.entries(options.tasks ?? {}).map(([name, task]) =>
    typeof task === 'function' ? { name, weight: 1, run: task } : { name, ...task },
  )
}

/** A body is kept as one text, which JavaScript lets have no more than about 536 million characters. */
const MOST_BODY_BYTES = 512_000_000

function isBodySize(sizeBytes: number): boolean {
  return Number.isInteger(sizeBytes) && sizeBytes >= 1 && sizeBytes <= MOST_BODY_BYTES
}

/** Refuses what cannot be run, before anything has been booted for it. */
export function checkScenario(scenario: Scenario, isTaken: boolean): void {
  const { name, options } = scenario
  const refuse = (problem: string, fix: string) => {
    throw scenarioError('invalid_scenario', `The scenario "${name}" ${problem}`, fix)
  }
  if (name.trim() === '') refuse('has no name.', 'give it one')
  if (isTaken) refuse('is defined twice.', 'give each scenario of a file a name of its own')
  if (options?.load?.kind === undefined) refuse('has no load.', 'give it one, such as constantUsers(…)')
  if (options.brief !== undefined && options.brief?.kind === undefined)
    refuse('has a brief form that is no load.', 'give it one, such as constantUsers(…), or leave it out')
  const { timeoutMs, maxBodyBytes } = options
  if (timeoutMs !== undefined && !isTimeout(timeoutMs))
    refuse(`has a timeoutMs of ${timeoutMs}.`, 'give it milliseconds above zero, at most those of an hour')
  if (maxBodyBytes !== undefined && !isBodySize(maxBodyBytes))
    refuse(`has a maxBodyBytes of ${maxBodyBytes}.`, 'give it a whole number from 1 to 512000000')
  const [problem] = thresholdProblems(options.thresholds ?? {}, 'thresholds')
  if (problem !== undefined) refuse(`has a limit that is wrong. ${problem.message}`, problem.fix ?? '')
  const tasks = weightedTasks(scenario)
  if (tasks.length === 0) refuse('has no tasks.', 'give it at least one')
  for (const task of tasks) {
    if (typeof task.run !== 'function')
      refuse(`has the task "${task.name}", which is no function.`, 'make it one')
    if (!Number.isFinite(task.weight) || task.weight < 0)
      refuse(`gives "${task.name}" the weight ${task.weight}.`, 'a weight is a number from 0 on')
  }
  if (tasks.every(({ weight }) => weight === 0))
    refuse('has only tasks of weight 0.', 'give one of them a weight above 0')
}
