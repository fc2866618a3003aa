import type { JsonObject } from '../json.ts'

const MOST_EXAMPLES = 60

/** Different numbers that a schema allows, beginning with 1 or what is next to it. */
export function* numberExamples(schema: JsonObject, isInteger: boolean): Generator<number> {
  const low = Math.max(...numbersOf(schema['minimum'], schema['exclusiveMinimum'], Number.NEGATIVE_INFINITY))
  const high = Math.min(...numbersOf(schema['maximum'], schema['exclusiveMaximum'], Number.POSITIVE_INFINITY))
  const step = stepFor(schema['multipleOf'], isInteger, high - low)
  const fits = (value: number) =>
    value >= low &&
    value <= high &&
    value !== schema['exclusiveMinimum'] &&
    value !== schema['exclusiveMaximum'] &&
    (!isInteger || Number.isInteger(value))
  const first = Math.ceil(clamp(1, low, high) / step - 1e-9)
  const rising = Array.from({ length: MOST_EXAMPLES }, (_, index) => first + index)
  const falling = Array.from({ length: MOST_EXAMPLES }, (_, index) => first - 1 - index)
  for (const multiple of [...rising, ...falling]) {
    // What a multiplication in binary leaves behind the last digit is no part of the example.
    const value = Number((multiple * step).toPrecision(15))
    if (fits(value)) yield value
  }
  if (low === high && fits(low)) yield low
  // Some alternatives differ only in that one takes no integers.
  if (schema['multipleOf'] === undefined && fits(first * step + step / 2)) yield first * step + step / 2
}

/** What divides every example: the schema's `multipleOf`, 1, or a round fraction of a narrow range. */
function stepFor(multipleOf: unknown, isInteger: boolean, width: number): number {
  if (typeof multipleOf === 'number' && multipleOf > 0) return multipleOf
  if (isInteger || width >= 10 || width <= 0) return 1
  return 10 ** Math.floor(Math.log10(width / 4))
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}

function numbersOf(...values: readonly unknown[]): number[] {
  return values.filter((value) => typeof value === 'number')
}
