import type { Json } from '../model/json.ts'

/**
 * A number that JavaScript cannot tell from another one: `100.0` (a decimal, not the integer 100)
 * or one with more digits than it keeps. Rules tell integers from decimals, so these are read exactly.
 */
export class ExactNumber {
  readonly text: string
  readonly isDecimal: boolean
  constructor(source: string) {
    this.isDecimal = /[.eE]/.test(source) || !fits64Bits(source)
    this.text = this.isDecimal ? decimalText(Number(source)) : source
  }
}

/** JSON in which the numbers that need it are exact. */
export type ExactJson =
  | null
  | boolean
  | number
  | string
  | ExactNumber
  | readonly ExactJson[]
  | { readonly [name: string]: ExactJson }

export type ExactObject = { readonly [name: string]: ExactJson }

/** May the text hold a number that is not itself when JavaScript has read it? */
const NEEDS_EXACT = /(?:^|[:[,\s])(?:-0(?![.\d])|-?\d{16}|-?\d+(?:\.0+(?![\deE])|(?:\.\d+)?[eE][+-]?\d))/

/** Reads JSON. @throws SyntaxError */
export function parseExactJson(text: string): ExactJson {
  if (!NEEDS_EXACT.test(text)) return JSON.parse(text) as Json
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) => {
    const source = context?.source
    if (typeof value !== 'number' || source === undefined) return value
    if (!Number.isFinite(value)) throw new SyntaxError(`the number ${source} is out of range`)
    const isItself = /[.eE]/.test(source) ? !Number.isInteger(value) : String(value) === source
    return isItself ? value : new ExactNumber(source)
  }) as ExactJson
}

export type JsonKind = 'Null' | 'Boolean' | 'Integer' | 'Decimal' | 'String' | 'Array' | 'Object'

/** The kind of a value, by the name that sentences give it. */
export function kindOf(value: ExactJson): JsonKind {
  switch (typeof value) {
    case 'string':
      return 'String'
    case 'number':
      return Number.isInteger(value) ? 'Integer' : 'Decimal'
    case 'boolean':
      return 'Boolean'
    default:
      if (value === null) return 'Null'
      if (Array.isArray(value)) return 'Array'
      if (value instanceof ExactNumber) return value.isDecimal ? 'Decimal' : 'Integer'
      return 'Object'
  }
}

/** Whether two values are of the same type; integers and decimals are both numbers. */
export function isSameType(left: ExactJson, right: ExactJson): boolean {
  const [leftKind, rightKind] = [kindOf(left), kindOf(right)]
  return leftKind === rightKind || (isNumberKind(leftKind) && isNumberKind(rightKind))
}

export function isNumberKind(kind: JsonKind): boolean {
  return kind === 'Integer' || kind === 'Decimal'
}

/** Deep equality; the integer 1 and the decimal 1.0 differ. */
export function isEqualJson(left: ExactJson, right: ExactJson): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (left instanceof ExactNumber || right instanceof ExactNumber) {
    return left instanceof ExactNumber && right instanceof ExactNumber && isEqualNumber(left, right)
  }
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false
    return left.every((item, index) => isEqualJson(item, right[index] as ExactJson))
  }
  const [leftObject, rightObject] = [left as ExactObject, right as ExactObject]
  const names = Object.keys(leftObject)
  if (names.length !== Object.keys(rightObject).length) return false
  return names.every(
    (name) => Object.hasOwn(rightObject, name) && isEqualJson(leftObject[name]!, rightObject[name]!),
  )
}

function isEqualNumber(left: ExactNumber, right: ExactNumber): boolean {
  if (left.isDecimal !== right.isDecimal) return false
  // -0.0 is 0.0.
  return left.text === right.text || (left.isDecimal && Number(left.text) === Number(right.text))
}

/** More than any sentence or pattern needs. */
const MOST_CHARACTERS = 100_000

/** Compact JSON in the order of names, as other Pact tools show it, with exact numbers as they are. It ends at the limit: what comes in may be huge, or nested deeply. */
export function jsonText(value: ExactJson, mostCharacters = MOST_CHARACTERS): string {
  const writing = { text: '', depth: 0, mostCharacters }
  writeJson(writing, value)
  return writing.text
}

interface Writing {
  text: string
  depth: number
  readonly mostCharacters: number
}

const MOST_DEPTH = 1_000

function writeJson(writing: Writing, value: ExactJson): void {
  if (value === null || typeof value !== 'object' || value instanceof ExactNumber) {
    writing.text += scalarText(value)
  } else if (writing.depth >= MOST_DEPTH) {
    writing.text += '…'
  } else {
    writing.depth += 1
    if (Array.isArray(value)) writeList(writing, value)
    else writeObject(writing, value as ExactObject)
    writing.depth -= 1
  }
}

function scalarText(value: null | boolean | number | string | ExactNumber): string {
  if (value instanceof ExactNumber) return value.text
  return typeof value === 'number' && !Number.isInteger(value) ? decimalText(value) : JSON.stringify(value)
}

function writeList(writing: Writing, list: readonly ExactJson[]): void {
  writing.text += '['
  for (const [index, item] of list.entries()) {
    if (writing.text.length > writing.mostCharacters) return
    if (index > 0) writing.text += ','
    writeJson(writing, item)
  }
  writing.text += ']'
}

function writeObject(writing: Writing, object: ExactObject): void {
  let separator = ''
  writing.text += '{'
  for (const name of Object.keys(object).sort()) {
    if (writing.text.length > writing.mostCharacters) return
    writing.text += `${separator}${JSON.stringify(name)}:`
    writeJson(writing, object[name]!)
    separator = ','
  }
  writing.text += '}'
}

/** A string as it is, everything else as JSON. */
export function plainText(value: ExactJson): string {
  return typeof value === 'string' ? value : jsonText(value)
}

/** A value in a sentence: strings in single quotes. */
export function quoted(value: ExactJson): string {
  return typeof value === 'string' ? `'${value}'` : jsonText(value)
}

function fits64Bits(source: string): boolean {
  const value = BigInt(source)
  return value >= -(2n ** 63n) && value < 2n ** 64n && source !== '-0'
}

const LEAST_PLAIN = 1e-5
const LEAST_WITH_EXPONENT = 1e16

/** A number that is large or small is written with an exponent, as by other Pact tools: a pattern may be for it. */
function decimalText(value: number): string {
  const size = Math.abs(value)
  if (size >= LEAST_WITH_EXPONENT || (size < LEAST_PLAIN && size > 0)) return value.toExponential()
  const text = Object.is(value, -0) ? '-0' : String(value)
  return text.includes('.') ? text : `${text}.0`
}
