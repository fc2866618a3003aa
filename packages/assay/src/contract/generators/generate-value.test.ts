import { expect, test } from 'vitest'
import { dateProblem } from '../matching/date-text.ts'
import { findWhole } from '../matching/pattern.ts'
import type { Generator } from '../model/generators.ts'
import type { Json } from '../model/json.ts'
import { generation, stateOf } from './fixtures/generation.ts'
import { generateValue, isActive } from './generate-value.ts'

const context = generation({ providerState: { id: 1000, name: 'Mary', flag: 'true', price: '12.5' } })

/** Many values: chance must not decide. */
function values(generator: Generator, example: Json = 'x'): Json[] {
  return Array.from({ length: 200 }, () => {
    const generated = generateValue(generator, example, context)
    return 'value' in generated ? generated.value : generated.problem
  })
}

const texts: readonly (readonly [generator: Generator, pattern: RegExp])[] = [
  [{ type: 'RandomInt', min: 5, max: 7 }, /^[5-7]$/],
  [{ type: 'RandomDecimal', digits: 6 }, /^(?=.{7}$)[1-9]\d*\.\d*[1-9]$/],
  [{ type: 'RandomDecimal', digits: 1 }, /^\d$/],
  [{ type: 'RandomHexadecimal', digits: 6 }, /^[0-9A-F]{6}$/],
  [{ type: 'RandomString', size: 6 }, /^[0-9A-Za-z]{6}$/],
  [
    { type: 'Uuid', format: undefined },
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  ],
  [{ type: 'Uuid', format: 'simple' }, /^[0-9a-f]{32}$/],
  [{ type: 'Uuid', format: 'upper-case-hyphenated' }, /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/],
  [{ type: 'Uuid', format: 'URN' }, /^urn:uuid:[0-9a-f-]{36}$/],
]

test.each(texts)('%j makes texts', (generator, pattern) => {
  for (const value of values(generator)) expect(value).toMatch(pattern)
})

test('numbers stay numbers', () => {
  for (const value of values({ type: 'RandomInt', min: -2, max: 2 }, 7)) expect(value).toBeTypeOf('number')
  for (const value of values({ type: 'RandomDecimal', digits: 4 }, 7))
    expect(Number.isInteger(value)).toBe(false)
  expect(new Set(values({ type: 'RandomBoolean' }))).toEqual(new Set([true, false]))
})

test('the same seed makes the same values', () => {
  const make = () => generateValue({ type: 'RandomString', size: 20 }, '', generation())
  expect(make()).toEqual(make())
})

test.each([
  '\\d{1,8}',
  '^[A-Z]{3}-\\d+$',
  '(red|green|blue)( (light|dark))?',
  '\\w+@\\w+\\.(com|org)',
  '[^a-z\\s]{5}',
  '(\\d)(\\w)\\2\\1',
  '(?i)abc',
  '[\\x01-\\x05]',
  'ünïcode.*',
])('makes texts that %s matches', (regex) => {
  for (const value of values({ type: 'Regex', regex })) {
    expect(findWhole(regex, String(value)), String(value)).toEqual({ kind: 'found' })
  }
})

test.each([
  ['Date', 'yyyy-MM-dd', undefined],
  ['Time', 'HH:mm:ss', undefined],
  ['DateTime', "yyyy-MM-dd'T'HH:mm:ss.SSSZ", undefined],
  ['DateTime', "EEEE dd MMMM yyyy 'at' hh:mm a XXXXX", undefined],
  ['DateTime', "D L QQQ e K k A n xx O''", 'tomorrow @ noon'],
] as const)('a %s has the form %s', (type, format, expression) => {
  const generated = generateValue({ type, format, expression }, '', context)
  expect('value' in generated && dateProblem(String(generated.value), format)).toBeUndefined()
})

test.each([
  [{ type: 'Date', format: undefined, expression: 'next week' }, '2000-01-08'],
  [{ type: 'Time', format: undefined, expression: "5 o'clock" }, '17:00:00'],
  [{ type: 'DateTime', format: "yyyy-MM-dd'T'HH:mm", expression: '+ 1 day @ midnight' }, '2000-01-02T00:00'],
  [{ type: 'ProviderState', expression: 'id', dataType: undefined }, 1000],
  [{ type: 'ProviderState', expression: stateOf('id'), dataType: undefined }, 1000],
  [
    { type: 'ProviderState', expression: `/users/${stateOf('id')}/${stateOf('name')}`, dataType: undefined },
    '/users/1000/Mary',
  ],
  [{ type: 'ProviderState', expression: stateOf('id'), dataType: 'STRING' }, '1000'],
  [{ type: 'ProviderState', expression: stateOf('price'), dataType: 'DECIMAL' }, 12.5],
  [{ type: 'ProviderState', expression: stateOf('flag'), dataType: 'BOOLEAN' }, true],
  [{ type: 'ProviderState', expression: stateOf('id'), dataType: 'RAW' }, 1000],
] as const)('%j makes %j', (generator, value) => {
  expect(generateValue(generator, 'x', context)).toEqual({ value })
})

test.each([
  [
    { type: 'ProviderState', expression: stateOf('age'), dataType: undefined },
    'no provider state gave a value "age"; there are id, name, flag, price',
  ],
  [
    { type: 'ProviderState', expression: stateOf('name'), dataType: 'INTEGER' },
    '"Mary" cannot be made a value of type INTEGER',
  ],
  [{ type: 'Regex', regex: '(' }, "'(' is not a valid regular expression - a group has no end"],
  [{ type: 'Regex', regex: '(?!a)a' }, "no text could be made that matches '(?!a)a'"],
  [
    { type: 'Date', format: 'b', expression: undefined },
    'the date pattern "b" cannot be read: "b" is no letter of a date pattern',
  ],
  [
    { type: 'Date', format: undefined, expression: 'someday' },
    'expected + or - instead of "someday" in "someday"',
  ],
  [{ type: 'RandomInt', min: 2, max: 1 }, 'there is no integer from 2 to 1'],
  [
    { type: 'MockServerURL', example: 'http://x/a', regex: '.*(/a)' },
    'there is no mock server whose URL could be used',
  ],
  [{ type: 'unknown', name: 'Luhn', json: {} }, 'no generator is called "Luhn"'],
] as const)('%j cannot', (generator, problem) => {
  expect(generateValue(generator, 'x', context)).toEqual({ problem })
})

test('the URL of the mock replaces what is before the group', () => {
  const generator = { type: 'MockServerURL', example: 'http://1234:8080/a', regex: '.*(/a)' } as const
  const consumer = generation({ mode: 'consumer', mockServerUrl: 'http://localhost:9' })
  expect(generateValue(generator, 'x', consumer)).toEqual({ value: 'http://localhost:9/a' })
  expect(isActive(generator, consumer)).toBe(true)
  expect(isActive(generator, context)).toBe(false)
  expect(isActive({ type: 'ProviderState', expression: 'id', dataType: undefined }, consumer)).toBe(false)
})
