import { createServer, type Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { listen } from '../protocols/fixtures/test-server.ts'
import { type CapacityLoad, capacity } from '../scenario/load.ts'
import { searchedScenarios } from './fixtures/searched-scenarios.ts'
import { runScenario } from './run-scenario.ts'

/** On a busy machine the generator is late, and a search says so instead of finding anything. */
const QUIET = { retry: 2, timeout: 60_000 }

/** Searches with trials of less than a second, so an answer is rough. */
async function search(name: string, server: Server, options: Partial<Parameters<typeof capacity>[0]> = {}) {
  await using shop = await listen(server)
  const load: CapacityLoad = capacity({
    ...{ fromPerSecond: 50, mostPerSecond: 2_000, trial: '600ms', precision: 0.5 },
    objective: { p95: '100ms' },
    ...options,
  })
  const result = await runScenario({
    ...{ name, file: searchedScenarios, load, seed: 'a', threads: 1 },
    ...{ shownFile: 'scenarios.ts', thresholds: {} },
    targets: [{ name: 'shop', url: `http://127.0.0.1:${shop.port}` }],
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  return { ...result, capacity: result.capacity!, text: result.notes.join('\n') }
}

/** A server that works on so many requests at once, each for 20 ms; the others wait. */
function serverWithRoomFor(places: number): Server {
  let free = places
  const waiting: (() => void)[] = []
  return createServer(async (request, response) => {
    // To make an account takes longer than to read it, and no place.
    if (request.method === 'POST') return sleep(60).then(() => response.end())
    if (free === 0) await new Promise<void>((turn) => waiting.push(turn))
    else free -= 1
    await sleep(20)
    response.end()
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  })
}

const fast = () => createServer((_, response) => void response.end())

test('finds the knee of a server, and shows the figures of the rate that holds', QUIET, async () => {
  // Four at a time, each for 20 ms: 200/s, less what timers are late.
  const { status, capacity, phases } = await search('read', serverWithRoomFor(4))
  expect(status).toBe('valid')
  expect(capacity.holdsAtPerSecond).toBeLessThan(230)
  expect(capacity.holdsAtPerSecond).toBeGreaterThanOrEqual(100)
  expect(capacity.breaksAtPerSecond).toBeLessThanOrEqual(400)
  expect(capacity.reason).toMatch(/^p95 is /)
  expect(phases.map(({ name }) => name)).toContain(`${Math.round(capacity.holdsAtPerSecond!)}/s`)
})

test('finds the knee when users have to be set up', QUIET, async () => {
  const { status, capacity } = await search('read with an account', serverWithRoomFor(4))
  expect(status).toBe('valid')
  expect(capacity.holdsAtPerSecond).toBeLessThan(230)
  expect(capacity.breaksAtPerSecond).toBeLessThanOrEqual(400)
  expect(capacity.reason).toMatch(/^p95 is [^;]*$/)
})

test('users that cannot be set up any more are what broke', QUIET, async () => {
  let accounts = 0
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') accounts += 1
    else await sleep(500)
    if (request.method === 'POST' && accounts > 30) request.destroy()
    else response.end()
  })
  // At 50/s there are thirty arrivals in a trial, so more than thirty users are not needed.
  const { status, capacity } = await search('read with an account', server, { objective: { p95: '2s' } })
  expect(status).toBe('valid')
  expect(capacity.holdsAtPerSecond).toBe(50)
  expect(capacity.reason).toContain('could not be set up')
})

test(
  'rows that are used up end the search, and what is tried without them does not hold',
  QUIET,
  async () => {
    const { status, capacity, text } = await search('use up rows', fast())
    expect(capacity.holdsAtPerSecond).toBe(50)
    expect(capacity.trials.map(({ ratePerSecond }) => ratePerSecond)).toEqual([50])
    expect(capacity.reason).toBe('the rows of a feeder were used up at 100/s')
    expect(text).toContain('no more than 40 rows')
    expect(status).toBe('valid')
  },
)

test('a search whose first trial has too few rows says nothing', QUIET, async () => {
  const { status, capacity, text, total } = await search('use up rows', fast(), { fromPerSecond: 200 })
  expect(status).toBe('invalid')
  expect(capacity).toMatchObject({ holdsAtPerSecond: undefined, breaksAtPerSecond: undefined, trials: [] })
  expect(text).toContain('the rows of a feeder were used up at 200/s')
  expect(total.scheduled).toBe(0)
})

test('a target that always fails holds at no rate', QUIET, async () => {
  const server = createServer((_, response) => void response.writeHead(500).end())
  const { status, capacity } = await search('read', server)
  expect(capacity.holdsAtPerSecond).toBeUndefined()
  expect(capacity.trials.map(({ outcome }) => outcome)).not.toContain('holds')
  expect(capacity.reason).toContain('100.0 % of requests had errors')
  expect(status).toBe('valid')
})

test('a trial in whose measured time nothing is due ends the search', QUIET, async () => {
  const { status, capacity, text } = await search('read', fast(), { fromPerSecond: 1 })
  expect(status).toBe('invalid')
  expect(capacity.trials).toEqual([])
  expect(text).toContain('nothing was due in the measured time of a trial at 1/s')
})

test('a scenario that ends its thread keeps the trials before', QUIET, async () => {
  const { status, capacity, text } = await search('end its thread', fast())
  expect(status).toBe('failed')
  expect(capacity.holdsAtPerSecond).toBe(50)
  expect(capacity.reason).toContain('A thread of the scenario "end its thread" ended before its work did.')
  expect(text).toContain('(scenario_crashed)')
})

test('what was noted before a search failed is told', QUIET, async () => {
  const { status, text } = await search('note something and end its thread', fast())
  expect(status).toBe('failed')
  expect(text).toContain('(scenario_crashed)')
  expect(text).toContain('await them')
})

test('with too few users, neither held nor broken; with slow answers, broken', QUIET, async () => {
  const few = { maxUsers: 4, mostPerSecond: 400, fromPerSecond: 400 }
  const roomy = await search('read', serverWithRoomFor(1_000), { ...few, fromPerSecond: 100 })
  expect(roomy.capacity.breaksAtPerSecond).toBeUndefined()
  expect(roomy.capacity.reason).toContain('virtual users were busy')
  const slow = await search('read', serverWithRoomFor(1), { ...few, objective: { p95: '50ms' } })
  expect(slow.capacity.trials[0]!.outcome).toBe('breaks')
})
