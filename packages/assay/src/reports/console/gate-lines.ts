import type { GateVerdict, RunResult } from '../../model/run-result.ts'
import { gateFinding, gateName, sortGates } from '../content/gates.ts'
import { BLANK, type Line } from './line.ts'

const MAX_DETAILS = 5

/** The gates that do not hold with what broke them; the others as a count. */
export function gateLines(result: RunResult): Line[] {
  const { broken, holding, notSelected } = sortGates(result.gates)
  const counts = [
    `${holding.length} ${holding.length === 1 ? 'gate holds' : 'gates hold'}`,
    ...(broken.length === 0 ? [] : [`${broken.length} ${broken.length === 1 ? 'does' : 'do'} not`]),
    ...(notSelected.length === 0 ? [] : [`${notSelected.length} not selected`]),
  ]
  const style = broken.length === 0 ? 'green' : 'bold'
  return [BLANK, { text: counts.join(', '), style }, ...broken.flatMap(brokenGate)]
}

function brokenGate(gate: GateVerdict): Line[] {
  const left = gate.details.length - MAX_DETAILS
  return [
    { text: `✗ ${gateName(gate)}: ${gateFinding(gate)}`, style: 'red', hang: 2 },
    ...gate.details.slice(0, MAX_DETAILS).map((text) => ({ text, indent: 4, hang: 2 })),
    ...(left > 0 ? [{ text: `and ${left} more`, indent: 4 }] : []),
  ]
}
