import type { Message } from './message.ts'

/** Scenarios by what became of them. */
export interface Tally {
  readonly passed: number
  /** Also those with a step that is ambiguous, pending or was skipped. */
  readonly failed: number
  /** Those with a step that no definition is for. */
  readonly undefined: number
}

interface Attempt {
  readonly hasSteps: boolean
  readonly statuses: Set<string>
}

/** Counts scenarios from what Cucumber tells of its run. */
export function createTally(): { add(message: Message): void; counts(): Tally } {
  const casesWithSteps = new Set<string>()
  const attempts = new Map<string, Attempt>()
  const ended: Record<keyof Tally, number> = { passed: 0, failed: 0, undefined: 0 }
  return {
    add({ testCase, testCaseStarted, testStepFinished, testCaseFinished }) {
      // The other steps of a case are hooks.
      if (testCase?.testSteps.some(({ pickleStepId }) => pickleStepId !== undefined)) {
        casesWithSteps.add(testCase.id)
      }
      if (testCaseStarted !== undefined) {
        const { id, testCaseId } = testCaseStarted
        attempts.set(id, { hasSteps: casesWithSteps.has(testCaseId), statuses: new Set() })
      }
      if (testStepFinished !== undefined) {
        const { testCaseStartedId, testStepResult } = testStepFinished
        attempts.get(testCaseStartedId)?.statuses.add(testStepResult.status)
      }
      const attempt = testCaseFinished && attempts.get(testCaseFinished.testCaseStartedId)
      if (attempt !== undefined) ended[outcomeOf(attempt)] += 1
    },
    counts: () => ({ ...ended }),
  }
}

/** A scenario without steps has shown nothing. */
function outcomeOf({ hasSteps, statuses }: Attempt): keyof Tally {
  if (statuses.has('UNDEFINED')) return 'undefined'
  return hasSteps && statuses.size === 1 && statuses.has('PASSED') ? 'passed' : 'failed'
}
