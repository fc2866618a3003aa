import { MAX_TIMEOUT_MS } from '../../model/definition-shape.ts'
import { scenarioError } from './scenario-error.ts'

/** What a wrong number is about. */
type Code = 'invalid_load' | 'invalid_scenario'

/** Whether so many milliseconds can be waited for; the same bounds as in the definition of a system. */
export function isTimeout(ms: number): boolean {
  return Number.isFinite(ms) && ms > 0 && ms <= MAX_TIMEOUT_MS
}

/** @throws AssayError `invalid_scenario` */
export function requireTimeout(timeoutMs: number): number {
  if (isTimeout(timeoutMs)) return timeoutMs
  throw wrongNumber('timeoutMs', timeoutMs, {
    code: 'invalid_scenario',
    must: `must be above zero, and at most ${MAX_TIMEOUT_MS}`,
  })
}

export function positive(name: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value
  throw wrongNumber(name, value, { code: 'invalid_load', must: 'must be above zero' })
}

export function notNegative(name: string, value: number): number {
  if (Number.isFinite(value) && value >= 0) return value
  throw wrongNumber(name, value, { code: 'invalid_load', must: 'must not be negative' })
}

/** A part of a whole. */
export function share(name: string, value: number): number {
  if (value >= 0 && value <= 1) return value
  throw wrongNumber(name, value, { code: 'invalid_load', must: 'must be a share from 0 to 1' })
}

export function atLeastOne(name: string, value: number, code: Code = 'invalid_load'): number {
  if (Number.isInteger(value) && value >= 1) return value
  throw wrongNumber(name, value, { code, must: 'must be a whole number from 1 on' })
}

function wrongNumber(
  name: string,
  value: number,
  { code, must }: { readonly code: Code; readonly must: string },
) {
  return scenarioError(code, `${name} is ${value}, and ${must}.`, `correct ${name}`)
}
