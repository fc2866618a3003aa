import type { Json, JsonObject } from '../model/json.ts'
import type { GeneratedValue } from './generation.ts'

/**
 * The value of an expression over what provider states gave: a name, or a text with `${name}` in
 * it. An expression that is one name only gives the value with its type.
 */
export function stateValue(
  expression: string,
  state: JsonObject,
  dataType: string | undefined,
): GeneratedValue {
  const found = resolve(expression, state)
  return 'problem' in found ? found : convert(found.value, dataType?.toUpperCase() ?? 'RAW')
}

function resolve(expression: string, state: JsonObject): GeneratedValue {
  if (!expression.includes('${')) {
    if (Object.hasOwn(state, expression)) return { value: state[expression]! }
    return { problem: missing(expression, state) }
  }
  const parts = [...expression.matchAll(/\$\{([^}]*)\}|[^$]+|\$/g)]
  const values: Json[] = []
  for (const [text, name] of parts) {
    if (name === undefined) values.push(text)
    else if (name === '') continue
    else if (Object.hasOwn(state, name)) values.push(state[name]!)
    else return { problem: missing(name, state) }
  }
  if (values.length === 1) return { value: values[0]! }
  return { value: values.map(plain).join('') }
}

function missing(name: string, state: JsonObject): string {
  const known = Object.keys(state)
  return `no provider state gave a value "${name}"; ${known.length === 0 ? 'none gave any' : `there are ${known.join(', ')}`}`
}

function plain(value: Json): string {
  if (value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function convert(value: Json, dataType: string): GeneratedValue {
  const impossible = { problem: `${JSON.stringify(value)} cannot be made a value of type ${dataType}` }
  if (dataType === 'STRING') return { value: typeof value === 'string' ? value : JSON.stringify(value) }
  if (dataType === 'BOOLEAN') {
    const truth = toBoolean(value)
    return truth === undefined ? impossible : { value: truth }
  }
  if (dataType !== 'INTEGER' && dataType !== 'FLOAT' && dataType !== 'DECIMAL') return { value }
  const number = toNumber(value)
  if (number === undefined) return impossible
  if (dataType !== 'INTEGER') return { value: number }
  return typeof value === 'string' && !Number.isInteger(number) ? impossible : { value: Math.trunc(number) }
}

function toBoolean(value: Json): boolean | undefined {
  if (value === null) return false
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value > 0
  return value === 'true' || value === 'false' ? value === 'true' : undefined
}

function toNumber(value: Json): number | undefined {
  if (value === null) return 0
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '' || !Number.isFinite(Number(value))) return undefined
  return Number(value)
}
