import type { ScenarioResult, ScenarioStatus } from '../../model/load-result.ts'
import {
  capacityWords,
  errorKindWords,
  errorWords,
  latencyOf,
  rateOf,
  saturationWords,
  scheduleWords,
  statusCounts,
  statusWord,
} from '../content/load-summary.ts'
import { clip } from '../content/printable.ts'
import { BLANK, type Line, type Page, type Style, together } from './line.ts'
import { operationLines } from './operation-lines.ts'

const MAX_FULL = 20
const MAX_NAMED = 100
const MAX_NOTES = 10
const MAX_SAMPLES = 3
const MAX_CHARACTERS = 400
const MAX_NOTE_CHARACTERS = 2_000

const SIGNS: Readonly<Record<ScenarioStatus, readonly [sign: string, style: Style]>> = {
  valid: ['✓', 'bold green'],
  invalid: ['!', 'bold yellow'],
  partial: ['…', 'bold yellow'],
  failed: ['✗', 'bold red'],
}

/** The load scenarios: the first ones with their operations, the rest by name. */
export function loadLines(scenarios: readonly ScenarioResult[], page: Page): Line[] {
  if (scenarios.length === 0) return []
  const rest = scenarios.slice(MAX_FULL)
  const unnamed = rest.length - MAX_NAMED
  return [
    BLANK,
    { text: `Performance: ${statusCounts(scenarios)}`, style: 'bold' },
    ...scenarios.slice(0, MAX_FULL).flatMap((scenario) => [BLANK, ...scenarioLines(scenario, page)]),
    ...(rest.length === 0 ? [] : [BLANK, { text: `${rest.length} more scenarios`, style: 'bold' } as const]),
    ...rest.slice(0, MAX_NAMED).map(headLine),
    ...(unnamed > 0 ? [{ text: `and ${unnamed} more left out here`, indent: 2 }] : []),
  ]
}

function scenarioLines(scenario: ScenarioResult, page: Page): Line[] {
  const { status, notes, total, capacity, saturations, operations } = scenario
  const [, style] = SIGNS[status]
  const left = notes.length - MAX_NOTES
  const hasLost = total.dropped + total.failed > 0
  return [
    headLine(scenario),
    ...notes.slice(0, MAX_NOTES).map((note): Line => detail(note, status === 'valid' ? undefined : style)),
    ...(left > 0 ? [detail(`and ${left} more notes`)] : []),
    ...(capacity === undefined ? [] : [detail(capacityWords(capacity), 'bold')]),
    ...(total.scheduled === 0 ? [] : [figuresLine(scenario)]),
    ...(hasLost ? [detail(scheduleWords(total), 'yellow')] : []),
    ...(saturations.length === 0 ? [] : [detail(`saturated: ${saturationWords(saturations)}`, 'yellow')]),
    ...operationLines(operations, page),
    ...errorLines(scenario),
  ]
}

function headLine({ name, status, load }: ScenarioResult): Line {
  const [sign, style] = SIGNS[status]
  return {
    text: `${sign} ${clip(name, MAX_CHARACTERS)}  ${statusWord(status)}  ${clip(load, MAX_CHARACTERS)}`,
    style,
    hang: 2,
  }
}

function figuresLine({ total }: ScenarioResult): Line {
  const latencies = (['p50', 'p95', 'p99'] as const).map(
    (name) => `${name} ${latencyOf(total.latency, name)}`,
  )
  const figures = [`${rateOf(total)} requests/s`, ...latencies, errorWords(total)]
  return detail(figures.map(together).join(' · '))
}

function errorLines({ total, errorSamples }: ScenarioResult): Line[] {
  if (total.errors === 0) return []
  const samples = errorSamples.slice(0, MAX_SAMPLES).map(
    ({ kind, operation, message }): Line => ({
      text: clip(`${kind} ${operation}: ${message}`, MAX_CHARACTERS),
      indent: 6,
      hang: 2,
    }),
  )
  return [detail(`errors: ${errorKindWords(total)}`, 'red'), ...samples]
}

function detail(text: string, style?: Style): Line {
  return {
    text: clip(text, MAX_NOTE_CHARACTERS),
    indent: 4,
    hang: 2,
    ...(style === undefined ? {} : { style }),
  }
}
