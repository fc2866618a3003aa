import { createServer } from 'node:http'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { listen } from '../protocols/fixtures/test-server.ts'
import { constantUsers } from '../scenario/load.ts'
import { runScenario } from './run-scenario.ts'

const NAME = 'few-rows-scenarios'
const FILE = resolve(import.meta.dirname, 'fixtures', `${NAME}.ts`)

/** Each of four threads has one user, for far longer than there are rows. */
async function run(name: string) {
  const seen: string[] = []
  await using server = await listen(
    createServer(({ url = '' }, response) => {
      seen.push(url)
      response.end()
    }),
  )
  const load = constantUsers({ users: 4, duration: '20s' })
  const { total, durationMs, notes } = await runScenario({
    ...{ name, file: FILE, shownFile: NAME, load, thresholds: {}, seed: 'a', threads: 4 },
    targets: [{ name: 'shop', url: `http://127.0.0.1:${server.port}` }],
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  return { seen: seen.toSorted(), total, durationMs, text: notes.join('\n') }
}

test('with fewer rows than threads, each row is given once before the load stops', async () => {
  const { seen, total, text } = await run('all take rows')
  expect(seen.map((url) => url.split('/')[1])).toEqual(['a', 'b', 'c'])
  expect(new Set(seen.map((url) => url.split('/')[2])).size).toBe(3)
  expect(total).toMatchObject({ scheduled: 3, answered: 3, errors: 0 })
  expect(text).toContain('the load ended early: A feeder has no more than 3 rows, and every one was given')
}, 60_000)

test('when the rows of one thread have run out, all threads stop', async () => {
  const { seen, durationMs, text } = await run('one takes rows')
  expect(seen.slice(-3)).toEqual(['/a', '/b', '/c'])
  expect(durationMs).toBeLessThan(10_000)
  expect(text).toContain('the load ended early')
}, 60_000)

test('a load that must not run out of rows fails only after the last of them', async () => {
  const { seen, text } = await run('need rows')
  expect(seen).toEqual(['/a', '/b', '/c'])
  expect(text).toContain('(feeder_exhausted)')
}, 60_000)
