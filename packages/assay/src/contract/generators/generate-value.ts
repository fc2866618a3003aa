import { findCaptured } from '../matching/pattern.ts'
import type { Generator } from '../model/generators.ts'
import type { Json } from '../model/json.ts'
import { moveDate } from './date-expression.ts'
import { formatDate } from './format-date.ts'
import type { GeneratedValue, GenerationContext } from './generation.ts'
import { patternText } from './pattern-text.ts'
import { randomAlphanumeric, randomDecimal, randomHexadecimal, randomUuid } from './random-text.ts'
import { stateValue } from './state-value.ts'
import { moveDateTime, moveTime } from './time-expression.ts'

/** Whether a generator does anything on this side. */
export function isActive(generator: Generator, { mode }: GenerationContext): boolean {
  if (generator.type === 'ProviderState') return mode === 'provider'
  return generator.type === 'MockServerURL' ? mode === 'consumer' : true
}

/** A new value in place of an example. Numbers stay numbers where the example is one. */
export function generateValue(
  generator: Generator,
  example: Json,
  context: GenerationContext,
): GeneratedValue {
  const { random } = context
  switch (generator.type) {
    case 'RandomInt': {
      const { min, max } = generator
      if (max < min) return { problem: `there is no integer from ${min} to ${max}` }
      const integer = random.integer(min, max)
      return { value: typeof example === 'string' ? String(integer) : integer }
    }
    case 'RandomDecimal': {
      const decimal = randomDecimal(random, generator.digits)
      return { value: typeof example === 'number' && decimal !== '' ? Number(decimal) : decimal }
    }
    case 'RandomHexadecimal':
      return { value: randomHexadecimal(random, generator.digits) }
    case 'RandomString':
      return { value: randomAlphanumeric(random, generator.size) }
    case 'RandomBoolean':
      return { value: random.boolean() }
    case 'Regex':
      return patternText(random, generator.regex)
    case 'Uuid':
      return { value: randomUuid(random, generator.format) }
    case 'Date':
    case 'Time':
    case 'DateTime':
      return generateMoment(generator, context.now)
    case 'ProviderState':
      return stateValue(generator.expression, context.providerState, generator.dataType)
    case 'MockServerURL':
      return mockServerUrl(generator, context)
    case 'unknown':
      return { problem: `no generator is called "${generator.name}"` }
  }
}

const MOMENTS = {
  Date: { move: moveDate, format: 'yyyy-MM-dd' },
  Time: { move: moveTime, format: 'HH:mm:ss' },
  DateTime: { move: moveDateTime, format: "yyyy-MM-dd'T'HH:mm:ss.SSSZ" },
} as const

type MomentGenerator = Extract<
  Generator,
  { readonly format: string | undefined; readonly expression: unknown }
>

function generateMoment({ type, format, expression }: MomentGenerator, now: Date): GeneratedValue {
  const { move, format: usual } = MOMENTS[type]
  const moved = move(now, expression ?? '')
  if ('problem' in moved) return moved
  if (Number.isNaN(moved.moment.getTime())) return { problem: `"${expression}" is beyond all dates` }
  return formatDate(moved.moment, format === undefined || format === '' ? usual : format)
}

type MockServerGenerator = Extract<Generator, { readonly type: 'MockServerURL' }>

/** What the first group of the pattern finds in the example, behind the URL of the mock. */
function mockServerUrl({ example, regex }: MockServerGenerator, context: GenerationContext): GeneratedValue {
  if (context.mockServerUrl === undefined)
    return { problem: 'there is no mock server whose URL could be used' }
  const found = findCaptured(regex, example)
  if ('problem' in found) return { problem: `'${regex}' ${found.problem}` }
  const { before, captured, after } = found
  return { value: `${before}${context.mockServerUrl}${captured}${after}` }
}
