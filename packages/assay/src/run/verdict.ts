import type { GateVerdict, Verdict } from '../model/run-result.ts'
import type { TestError } from '../model/test-result.ts'
import { gateScope } from '../reports/content/gates.ts'

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

/** What a value of each measure says; those that have no sentence are told by name. */
const SENTENCES: Readonly<Record<string, (measured: string) => string>> = {
  minTests: (measured) => `${tests(measured)} ran`,
  failures: (measured) => `${tests(measured)} failed`,
  newFailures: (measured) => `${tests(measured)} failed that did not fail before`,
  flaky: (measured) => `${tests(measured)} passed only after a retry`,
  skipped: (measured) => `${tests(measured)} ${measured === '1' ? 'was' : 'were'} skipped`,
  crashes: (measured) =>
    `${measured} ${measured === '1' ? 'process' : 'processes'} died without being told to`,
  canIDeploy: (measured) => `the Pact broker says ${measured}`,
  testDuration: (measured) => `the slowest test took ${measured}`,
}

function reasonOf({ scope, measure, measured, expected }: GateVerdict): string {
  // What is about the whole run needs no place.
  const where = Object.keys(scope).length === 0 ? '' : `${gateScope(scope)}: `
  if (measured === undefined) return `${where}${measure} was not measured, and must be ${expected}`
  const said = SENTENCES[measure]?.(measured) ?? `${measure} is ${measured}`
  // That none may fail goes without saying; any other limit does not.
  return expected === '<= 0' ? `${where}${said}` : `${where}${said}, and it must be ${expected}`
}

function tests(count: string): string {
  return `${count} ${count === '1' ? 'test' : 'tests'}`
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
