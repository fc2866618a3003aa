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
  return {
    name,
    tests: new Set(tests.map(nameOf)),
    passed: new Set(passed.map(nameOf)),
    isGone: (other) => other === 'removed',
  }
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

test('what a file said that is there no more is forgotten', () => {
  const before = joinInteractions(
    NOTHING,
    [
      { test: 'removed > one', interaction: interaction('x') },
      { test: 'removed > two', interaction: interaction('y') },
      { test: 'b > one', interaction: interaction('y') },
    ],
    file('another'),
  )
  expect(shown(joinInteractions(before, [], file('a')))).toEqual([['y', 'b > one']])
})

test('of two that only describe themselves in other words, the same one always stays', () => {
  const said = (text: string) => ({ ...interaction('x'), comments: { text: [text] } })
  const first = { test: 'a > one', interaction: said('first') }
  const second = { test: 'b > one', interaction: said('second') }
  for (const order of [
    [first, second],
    [second, first],
  ]) {
    const pact = joinInteractions(NOTHING, order, file('a', 'one'))
    expect(pact.interactions[0]?.comments).toEqual({
      testname: 'a > one',
      tests: ['a > one', 'b > one'],
      text: ['first'],
    })
  }
})

/** What two files say together, after the first of them has said something new. */
function afterChangeIn(which: string): Pact {
  const old = ['a', 'b'].map((name) => ({ test: `${name} > one`, interaction: interaction('x', '/old') }))
  const before = joinInteractions(NOTHING, old, file('both', 'one'))
  const added = [{ test: `${which} > one`, interaction: interaction('x', '/new') }]
  return joinInteractions(before, added, file(which, 'one'))
}

test('what two files say changes in both, one after the other', () => {
  const after = afterChangeIn('a')
  expect(after.interactions).toMatchObject([
    { request: { path: '/new' }, comments: { testname: 'a > one', unconfirmedBy: ['b > one'] } },
  ])
  const added = [{ test: 'b > one', interaction: interaction('x', '/new') }]
  const both = joinInteractions(after, added, file('b', 'one'))
  expect(both.interactions).toHaveLength(1)
  expect(both.interactions[0]?.comments).toEqual({ testname: 'a > one', tests: ['a > one', 'b > one'] })
})

test('what changes in one of two files contradicts the other one', () => {
  const added = [{ test: 'b > one', interaction: interaction('x', '/old') }]
  expect(() => joinInteractions(afterChangeIn('a'), added, file('b', 'one'))).toThrow('two different')
  const newcomer = [{ test: 'c > one', interaction: interaction('x', '/third') }]
  expect(() => joinInteractions(afterChangeIn('a'), newcomer, file('c', 'one'))).toThrow('two different')
})

test('a test that is removed, or says other things, confirms nothing any more', () => {
  for (const left of [file('b'), file('b', 'one')]) {
    const [only] = joinInteractions(afterChangeIn('a'), [], left).interactions
    expect(only?.comments).toEqual({ testname: 'a > one' })
  }
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
