import { nearest } from '../base/nearest.ts'
import { configurationError } from '../errors/assay-error.ts'
import type { Limit } from '../model/gate.ts'
import type { ScenarioThresholds } from '../model/scenario-thresholds.ts'

interface Form {
  readonly units: RegExp
  /** How a limit on it is written. */
  readonly example: string
}

const TIME: Omit<Form, 'example'> = { units: /^(ms|s|m)$/ }
const RATE: Omit<Form, 'example'> = { units: /^(\/s)?$/ }

/** The measures that can be limited, with the units a limit on them may have. */
const FORMS: Readonly<Record<keyof ScenarioThresholds, Form>> = {
  mean: { ...TIME, example: 'mean<100ms' },
  p50: { ...TIME, example: 'p50<100ms' },
  p90: { ...TIME, example: 'p90<200ms' },
  p95: { ...TIME, example: 'p95<200ms' },
  p99: { ...TIME, example: 'p99<1s' },
  errorRate: { units: /^%$/, example: 'errorRate<1%' },
  requestRate: { ...RATE, example: 'requestRate>100/s' },
  memoryGrowth: { units: /^MB$/, example: 'memoryGrowth<50MB' },
  capacity: { ...RATE, example: 'capacity>100/s' },
}
const LIMIT = /^\s*([A-Za-z]\w*)\s*(<=|>=|<|>)\s*(\d+(?:\.\d+)?)\s*(\D*?)\s*$/

/**
 * Limits as they are written on a command line: `p95<200ms`, `errorRate<1%`.
 *
 * @throws AssayError `invalid_limit`.
 */
export function limitsFrom(texts: readonly string[]): ScenarioThresholds {
  const limits = new Map<string, Limit>()
  for (const text of texts) {
    const [measure, limit] = limitFrom(text)
    if (limits.has(measure)) throw invalidLimit(text, `is the second one on ${measure}`, 'keep one of them')
    limits.set(measure, limit)
  }
  return Object.fromEntries(limits)
}

function limitFrom(text: string): [measure: string, limit: Limit] {
  const [, measure = '', operator, value, unit = ''] = LIMIT.exec(text) ?? []
  if (operator === undefined)
    throw invalidLimit(text, 'has no operator and number', "write it as 'p95<200ms'")
  if (!isMeasure(measure)) {
    const guess = nearest(measure, Object.keys(FORMS))
    const fix =
      guess === undefined ? `name one of ${Object.keys(FORMS).join(', ')}` : `did you mean "${guess}"?`
    throw invalidLimit(text, `is about "${measure}", which is not measured`, fix)
  }
  const { units, example } = FORMS[measure]
  if (!units.test(unit)) {
    const found = unit === '' ? 'has no unit' : `has the unit "${unit}"`
    throw invalidLimit(text, `${found}, which says nothing about ${measure}`, `write it as '${example}'`)
  }
  return [measure, `${operator}${value}${unit}` as Limit]
}

function isMeasure(name: string): name is keyof ScenarioThresholds {
  return Object.hasOwn(FORMS, name)
}

function invalidLimit(text: string, problem: string, fix: string) {
  return configurationError({ code: 'invalid_limit', message: `The limit "${text}" ${problem}.`, fix })
}
