import type { GateVerdict, Verdict } from '../model/run-result.ts'
import type { TestError } from '../model/test-result.ts'

export interface Judgement {
  readonly verdict: Verdict
  readonly reasons: readonly string[]
}

export interface Evidence {
  readonly gates: readonly GateVerdict[]
  readonly problems: readonly TestError[]
  readonly wasInterrupted: boolean
}

/** SHIP when every gate holds and nothing else went wrong; otherwise the reasons, in sentences. */
export function decide({ gates, problems, wasInterrupted }: Evidence): Judgement {
  const reasons = [
    ...(wasInterrupted ? ['the run was interrupted, so not everything was tested'] : []),
    ...problems.map(({ message }) => firstLine(message)),
    ...gates.filter(({ outcome }) => outcome === 'fail' || outcome === 'unmeasured').map(reasonOf),
  ]
  return { verdict: reasons.length === 0 ? 'ship' : 'do-not-ship', reasons }
}

function reasonOf(gate: GateVerdict): string {
  const scope = [gate.scope.service, gate.scope.level].filter((part) => part !== undefined).join(' ')
  const where = scope === '' ? '' : `${scope}: `
  if (gate.outcome === 'unmeasured') {
    return `${where}${gate.measure} was not measured, and must be ${gate.expected}`
  }
  return `${where}${gate.measure} is ${gate.measured}, and must be ${gate.expected}`
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
