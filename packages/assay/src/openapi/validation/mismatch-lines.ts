import type { ErrorObject } from 'ajv/dist/2020.js'
import { describeValue } from '../json.ts'
import { toPlace } from '../json-pointer.ts'
import { closestAlternative } from './closest-alternative.ts'
import type { CheckPart } from './compile-schema.ts'
import { mismatchText } from './mismatch-text.ts'

const MAX_LINES = 20

/**
 * What a validator found, as lines that people read: where, what was expected, what was there.
 *
 * @example
 * // ['$.items[0].price: expected a number, got "12"']
 */
export function mismatchLines(errors: readonly ErrorObject[], check: CheckPart): string[] {
  const lines = linesBelow('', errors, check)
  const untold = lines.length - MAX_LINES
  return untold > 0 ? [...lines.slice(0, MAX_LINES), `… and ${untold} more`] : lines
}

/**
 * The lines of errors found below a place. Errors of the alternatives of `anyOf` and `oneOf` come
 * in one run just before the error of the keyword itself; only those of the closest one are told.
 */
function linesBelow(base: string, errors: readonly ErrorObject[], check: CheckPart): string[] {
  const lines: string[] = []
  for (let index = errors.length - 1; index >= 0; index -= 1) {
    const error = errors[index]
    if (error === undefined || error.keyword === 'if' || error.keyword === 'propertyNames') continue
    const place = base + error.instancePath
    if (error.keyword !== 'anyOf' && error.keyword !== 'oneOf') {
      lines.unshift(`${describePlace(place, error)}: ${mismatchText(error)}`)
      continue
    }
    const alternatives = closestAlternative(error, check)
    index -= alternatives.errorCount
    const { heading, closest } = alternatives
    const nested = linesBelow(place, closest, check)
    if (heading === undefined) lines.unshift(...nested)
    else lines.unshift(`${describePlace(place)}: ${heading}`, ...nested.map((line) => `  ${line}`))
  }
  return lines
}

/** Errors of what is missing or too much are at the member, not at the object around it. */
function describePlace(pointer: string, error?: ErrorObject): string {
  const member: unknown =
    error?.params['missingProperty'] ??
    error?.params['additionalProperty'] ??
    error?.params['unevaluatedProperty']
  const place = toPlace(`#${pointer}`) ?? []
  const path = [...place, ...(typeof member === 'string' ? [member] : [])].map(describeStep).join('')
  const name = error?.propertyName
  return name === undefined ? `$${path}` : `$${path} (the name ${describeValue(name)})`
}

function describeStep(name: string): string {
  if (/^\d+$/.test(name)) return `[${name}]`
  return /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
}
