import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createRandom } from '../../base/random.ts'
import { csv, FeederStopped, generate, json, rows } from './feeder.ts'

const random = createRandom('feeder')
const alone = { worker: 0, workers: 1, random }

function fileWith(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-feeder-'))
  const file = join(folder, 'rows')
  writeFileSync(file, text)
  return { file, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
}

test('threads share the rows, so that none is given twice before all were given', () => {
  const threads = [0, 1, 2].map((worker) => ({
    turn: { worker, workers: 3, random },
    feeder: rows([1, 2, 3, 4, 5, 6, 7]),
  }))
  const given = threads.flatMap(({ turn, feeder }) => [feeder.take(turn), feeder.take(turn)])
  expect(given.toSorted()).toEqual([1, 2, 3, 4, 5, 6])
})

test('when the rows have run out, the policy decides', () => {
  const again = rows(['a', 'b'])
  expect([1, 2, 3, 4, 5].map(() => again.take(alone)).join('')).toBe('ababa')
  const stop = rows(['a'], { exhausted: 'stop' })
  stop.take(alone)
  expect(() => stop.take(alone)).toThrow(FeederStopped)
  const fail = rows(['a'], { exhausted: 'fail' })
  fail.take(alone)
  expect(() => fail.take(alone)).toThrow('no more than 1 rows')
})

test('rows at random come in another order, and never run out', () => {
  const feeder = rows([1, 2, 3, 4, 5, 6, 7, 8], { order: 'random', exhausted: 'fail' })
  const given = Array.from({ length: 200 }, () => feeder.take(alone))
  expect(new Set(given).size).toBe(8)
  expect(given.slice(0, 8)).not.toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('a CSV file names its columns in the first line; quotes, a BOM and empty lines are understood', () => {
  using file = fileWith('\uFEFFname,city\n"Lovelace, Ada",London\n\nGrace,"New ""York"""\n')
  const feeder = csv(file.file)
  expect(feeder.take(alone)).toEqual({ name: 'Lovelace, Ada', city: 'London' })
  expect(feeder.take(alone)).toEqual({ name: 'Grace', city: 'New "York"' })
})

test('a JSON file holds an array', () => {
  using file = fileWith('[{"id": 1}, {"id": 2}]')
  expect(json<{ id: number }>(file.file).take(alone)).toEqual({ id: 1 })
})

test.each([
  ['a file that is not there', () => csv('/nowhere/rows.csv'), 'cannot be read'],
  ['JSON without an array', () => fromText('{"rows": []}', json), 'it holds no array'],
  ['JSON that is none', () => fromText('[1, ', json), 'cannot be read'],
  [
    'a CSV file with nothing but columns',
    () => fromText('name,city\n', csv),
    'cannot be read: A feeder has no rows',
  ],
  ['a CSV file with a line that is too long', () => fromText('a\n1,2\n', csv), 'cannot be read'],
  ['no rows at all', () => rows([]), 'has no rows'],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message)
})

test('generated rows are numbered over all threads', () => {
  const numbers = [0, 1].flatMap((worker) => {
    const feeder = generate((index) => index)
    return [1, 2, 3].map(() => feeder.take({ worker, workers: 2, random }))
  })
  expect(numbers.toSorted()).toEqual([0, 1, 2, 3, 4, 5])
})

function fromText(text: string, read: (file: string) => unknown) {
  using file = fileWith(text)
  return read(file.file)
}
