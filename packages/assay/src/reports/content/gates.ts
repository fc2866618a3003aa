import type { GateScope, GateVerdict } from '../../model/run-result.ts'

/** The gates of a run by what became of them. One that was not measured does not hold. */
export function sortGates(gates: readonly GateVerdict[]): {
  readonly broken: readonly GateVerdict[]
  readonly holding: readonly GateVerdict[]
  readonly notSelected: readonly GateVerdict[]
} {
  return {
    broken: gates.filter(({ outcome }) => outcome === 'fail' || outcome === 'unmeasured'),
    holding: gates.filter(({ outcome }) => outcome === 'pass'),
    notSelected: gates.filter(({ outcome }) => outcome === 'not-selected'),
  }
}

/** What a gate is about: `orders performance p95`. */
export function gateName({ scope, measure }: Pick<GateVerdict, 'scope' | 'measure'>): string {
  return `${gateScope(scope)} ${measure}`
}

/** What a gate is about, `orders GET /orders/{id} in scenario browse`; gates that name nothing are about the whole run. */
export function gateScope({ service, operation, level, scenario }: GateScope): string {
  const words = [service, operation, level].filter((word) => word !== undefined)
  if (scenario !== undefined) words.push(words.length === 0 ? 'scenario' : 'in scenario', scenario)
  return words.length === 0 ? 'whole run' : words.join(' ')
}

/** `expected < 200 ms, measured 312 ms`. */
export function gateFinding({ expected, measured }: Pick<GateVerdict, 'expected' | 'measured'>): string {
  return `expected ${expected}, ${measured === undefined ? 'not measured' : `measured ${measured}`}`
}
