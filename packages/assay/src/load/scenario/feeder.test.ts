import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createRandom } from '../../base/random.ts'
import { csv, FeederStopped, generate, json, rows } from './feeder.ts'
import { createTakenRows, shareTakenRows } from './taken-rows.ts'

const random = createRandom('feeder')

function fileWith(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-feeder-'))
  const file = join(folder, 'rows')
  writeFileSync(file, text)
  return { file, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
}

/** The same file, loaded by threads that share what they have taken. */
function inThreads<Made>(count: number, load: () => Made): Made[] {
  const memory = createTakenRows()
  return Array.from({ length: count }, () => {
    using _ = shareTakenRows(memory)
    return load()
  })
}

test('threads share the rows of each feeder, so that none is given twice before all were given', () => {
  const threads = inThreads(3, () => [rows([1, 2, 3, 4, 5, 6, 7]), rows(['a', 'b'])] as const)
  const given = threads.flatMap(([numbers]) => [numbers.take(random), numbers.take(random)])
  expect(given).toEqual([1, 2, 3, 4, 5, 6])
  expect(threads.map(([_, letters]) => letters.take(random))).toEqual(['a', 'b', 'a'])
})

test('the rows have run out when every thread together has taken them all', () => {
  const threads = inThreads(4, () => rows(['a', 'b'], { exhausted: 'stop' }))
  expect([threads[3]!.take(random), threads[3]!.take(random)]).toEqual(['a', 'b'])
  for (const feeder of threads)
    expect(() => feeder.take(random)).toThrow('no more than 2 rows, and every one')
})

test('a feeder that a virtual user makes for itself is its own', () => {
  const [first, second] = inThreads(2, () => rows([1, 2]))
  expect([first!.take(random), second!.take(random)]).toEqual([1, 2])
  const [own, other] = [rows([1, 2]), rows([1, 2])]
  expect([own.take(random), other.take(random), own.take(random)]).toEqual([1, 1, 2])
})

test('when the rows have run out, the policy decides', () => {
  const again = rows(['a', 'b'])
  expect([1, 2, 3, 4, 5].map(() => again.take(random)).join('')).toBe('ababa')
  const stop = rows(['a'], { exhausted: 'stop' })
  stop.take(random)
  expect(() => stop.take(random)).toThrow(FeederStopped)
  const fail = rows(['a'], { exhausted: 'fail' })
  fail.take(random)
  expect(() => fail.take(random)).toThrow('no more than 1 rows')
})

test('rows at random come in another order, and never run out', () => {
  const feeder = rows([1, 2, 3, 4, 5, 6, 7, 8], { order: 'random', exhausted: 'fail' })
  const given = Array.from({ length: 200 }, () => feeder.take(random))
  expect(new Set(given).size).toBe(8)
  expect(given.slice(0, 8)).not.toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('a CSV file names its columns in the first line; quotes, a BOM and empty lines are understood', () => {
  using file = fileWith('\uFEFFname,city\n"Lovelace, Ada",London\n\nGrace,"New ""York"""\n')
  const feeder = csv(file.file)
  expect(feeder.take(random)).toEqual({ name: 'Lovelace, Ada', city: 'London' })
  expect(feeder.take(random)).toEqual({ name: 'Grace', city: 'New "York"' })
})

test('a JSON file holds an array', () => {
  using file = fileWith('[{"id": 1}, {"id": 2}]')
  expect(json<{ id: number }>(file.file).take(random)).toEqual({ id: 1 })
})

test.each([
  ['a file that is not there', () => csv('/nowhere/rows.csv'), 'cannot be read'],
  ['JSON without an array', () => fromText('{"rows": []}', json), 'it holds no array'],
  ['JSON that is none', () => fromText('[1, ', json), 'cannot be read'],
  [
    'a CSV file with nothing but columns',
    () => fromText('name,city\n', csv),
    /^The file .*rows has no rows\.$/,
  ],
  ['a CSV file with a line that is too long', () => fromText('a\n1,2\n', csv), 'cannot be read'],
  ['no rows at all', () => rows([]), 'has no rows'],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message)
})

test('what could not be read is kept as the cause', () => {
  expect(() => csv('/nowhere/rows.csv')).toThrow(
    expect.objectContaining({ cause: expect.objectContaining({ code: 'ENOENT' }) }),
  )
})

test('generated rows are numbered over all threads', () => {
  const threads = inThreads(2, () => generate((index) => index))
  const numbers = threads.flatMap((feeder) => [1, 2, 3].map(() => feeder.take(random)))
  expect(numbers).toEqual([0, 1, 2, 3, 4, 5])
})

function fromText(text: string, read: (file: string) => unknown) {
  using file = fileWith(text)
  return read(file.file)
}
