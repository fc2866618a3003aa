import type { Message } from './message.ts'

/** What became of the steps that a definition is for. */
export interface StepUse {
  /** The text of the definition. */
  readonly text: string
  /** Whether it stood behind `Then`. */
  isClaim: boolean
  readonly statuses: Set<string>
}

/** Collects from the messages of a run what became of the steps of each definition. */
export function watchSteps(): { add(message: Message): void; uses(): readonly StepUse[] } {
  const byDefinition = new Map<string, StepUse>()
  const byStep = new Map<string, StepUse>()
  const claims = new Set<string>()
  return {
    add({ stepDefinition, pickle, testCase, testStepFinished }) {
      if (stepDefinition !== undefined) {
        const { id, pattern } = stepDefinition
        byDefinition.set(id, { text: pattern.source, isClaim: false, statuses: new Set() })
      }
      for (const { id, type } of pickle?.steps ?? []) if (type === 'Outcome') claims.add(id)
      for (const { id, pickleStepId = '', stepDefinitionIds = [] } of testCase?.testSteps ?? []) {
        const use = byDefinition.get(stepDefinitionIds[0] ?? '')
        if (use === undefined) continue
        use.isClaim ||= claims.has(pickleStepId)
        byStep.set(id, use)
      }
      if (testStepFinished !== undefined) {
        const { testStepId, testStepResult } = testStepFinished
        byStep.get(testStepId)?.statuses.add(testStepResult.status)
      }
    },
    uses: () => [...byDefinition.values()],
  }
}
