import { expect, test } from 'vitest'
import { differences, textDifferences } from './partial-match.ts'

test.for<[actual: unknown, expected: unknown, lines: string[]]>([
  [{ id: 1, price: 12 }, { price: 12 }, []],
  [{ id: 1, price: 12 }, { price: 10 }, ['body.price: expected 10, got 12']],
  [
    { a: { b: 1 } },
    { a: { b: 2, c: 3 } },
    ['body.a.b: expected 2, got 1', 'body.a.c: expected 3, got nothing'],
  ],
  [[1, { a: 1, b: 2 }], [1, { a: 1 }], []],
  [[1], [1, 2], ['body: expected [1,2], got an array of 1']],
  ['text', { a: 1 }, ['body: expected {"a":1}, got "text"']],
  [undefined, { a: 1 }, ['body: expected {"a":1}, got nothing']],
  [null, null, []],
  ['ORD-1', /^ORD-/, []],
  ['1', /^ORD-/, ['body: expected text that matches /^ORD-/, got "1"']],
  [{ id: 'x' }, { id: expect.any(String) }, []],
  [{ id: 7 }, { id: expect.any(String) }, ['body.id: expected Any<String>, got 7']],
  [{ tags: ['a', 'b'] }, { tags: expect.arrayContaining(['b']) }, []],
  [{ id: 'x' }, expect.objectContaining({ id: 'x' }), []],
  [{ at: 'x' }, { at: expect.stringMatching(/y/) }, ['body.at: expected StringMatching</y/>, got "x"']],
])('%j against %j', ([actual, expected, lines]) => {
  expect(
    differences(actual, expected, 'body').map((line) =>
      line.replace(/StringMatching.*, got/, 'StringMatching</y/>, got'),
    ),
  ).toEqual(lines)
})

test('what is always text may be expected as a number or a boolean', () => {
  expect(textDifferences({ page: '2', all: 'true' }, { page: 2, all: true }, 'query')).toEqual([])
  expect(textDifferences({ page: '2' }, { page: 3 }, 'query')).toEqual(['query.page: expected "3", got "2"'])
})
