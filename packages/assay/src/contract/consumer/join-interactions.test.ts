import { expect, test } from 'vitest'
import { formatError } from '../../errors/format-error.ts'
import type { Interaction, Pact } from '../model/pact.ts'
import { buildHttpInteraction } from './build-interaction.ts'
import { joinInteractions, type TestFile } from './join-interactions.ts'

const NOTHING: Pact = {
  consumer: 'orders',
  provider: 'products',
  interactions: [],
  specification: '4.0',
  metadata: {},
  others: {},
}

function interaction(description: string, path = '/products'): Interaction {
  return buildHttpInteraction({ description, request: { method: 'GET', path }, response: {} })
}

/** A file whose tests have all passed, but those that are marked with `!`. */
function file(name: string, ...tests: readonly string[]): TestFile {
  const nameOf = (test: string) => `${name} > ${test.replace('!', '')}`
  const passed = tests.filter((test) => !test.endsWith('!'))
  return { name, tests: new Set(tests.map(nameOf)), passed: new Set(passed.map(nameOf)) }
}

function shown({ interactions }: Pact) {
  return interactions.map(({ description, comments }) => [
    description,
    comments['tests'] ?? comments['testname'],
  ])
}

test('says which tests an interaction comes from', () => {
  const added = [
    { test: 'a > one', interaction: interaction('x') },
    { test: 'a > two', interaction: interaction('x') },
    { test: 'a > two', interaction: interaction('y') },
  ]
  const pact = joinInteractions(NOTHING, added, file('a', 'one', 'two'))
  expect(shown(pact)).toEqual([
    ['x', ['a > one', 'a > two']],
    ['y', 'a > two'],
  ])
  expect(pact.interactions[0]?.comments['testname']).toBe('a > one')
})

test('a file forgets what its tests do not say any more, and keeps what failed tests said', () => {
  const before = joinInteractions(
    NOTHING,
    [
      { test: 'a > changed', interaction: interaction('x', '/old') },
      { test: 'a > removed', interaction: interaction('y') },
      { test: 'a > fails', interaction: interaction('z') },
    ],
    file('a', 'changed', 'removed', 'fails'),
  )
  const added = [{ test: 'a > changed', interaction: interaction('x', '/new') }]
  const after = joinInteractions(before, added, file('a', 'changed', 'fails!'))
  expect(shown(after)).toEqual([
    ['z', 'a > fails'],
    ['x', 'a > changed'],
  ])
  expect(after.interactions[1]).toHaveProperty('request.path', '/new')
})

test('what another file says too stays when one of both stops saying it', () => {
  const ofA = joinInteractions(
    NOTHING,
    [{ test: 'a > one', interaction: interaction('x') }],
    file('a', 'one'),
  )
  const both = joinInteractions(ofA, [{ test: 'b > one', interaction: interaction('x') }], file('b', 'one'))
  const added = [{ test: 'a > one', interaction: interaction('y') }]
  expect(shown(joinInteractions(both, added, file('a', 'one')))).toEqual([
    ['x', 'b > one'],
    ['y', 'a > one'],
  ])
})

test('two tests that contradict each other are a conflict', () => {
  const before = joinInteractions(
    NOTHING,
    [{ test: 'a > one', interaction: interaction('x', '/old') }],
    file('a', 'one'),
  )
  const added = [{ test: 'b > two', interaction: interaction('x', '/new') }]
  const failure = () => joinInteractions(before, added, file('b', 'two'))
  expect(failure).toThrow('two different interactions "x"')
  try {
    failure()
  } catch (error) {
    expect(formatError(error)).toContain('there from: a > one\n  now from:   b > two')
  }
})

test('what other tools have written is replaced where tests say it anew, and kept elsewhere', () => {
  const foreign = { ...NOTHING, interactions: [interaction('x', '/old'), interaction('z')] }
  const added = [{ test: 'a > one', interaction: interaction('x', '/new') }]
  const pact = joinInteractions(foreign, added, file('a', 'one'))
  expect(pact.interactions.map(({ description }) => description)).toEqual(['x', 'z'])
  expect(pact.interactions[0]).toHaveProperty('request.path', '/new')
})

test('costs little more than its interactions', () => {
  const added = Array.from({ length: 5_000 }, (_, index) => ({
    test: `a > ${index}`,
    interaction: interaction(`request ${index}`, `/products/${index}`),
  }))
  const all = file('a', ...added.map((_, index) => String(index)))
  const pact = joinInteractions(joinInteractions(NOTHING, added, all), added, all)
  expect(pact.interactions).toHaveLength(5_000)
})
