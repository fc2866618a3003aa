import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { runScenario } from '../coordinator/run-scenario.ts'
import { listen } from '../protocols/fixtures/test-server.ts'
import { constantRate, type Load } from '../scenario/load.ts'
import { scenariosWithSetup } from './fixtures/scenarios-with-setup.ts'

/** Runs a scenario about a server that takes so long for each method. */
async function run(name: string, load: Load, { threads = 1, getMs = 0, postMs = 0 } = {}) {
  let atWork = 0
  let mostAtWork = 0
  await using shop = await listen(
    createServer(async ({ method }, response) => {
      atWork += 1
      mostAtWork = Math.max(mostAtWork, atWork)
      await sleep(method === 'POST' ? postMs : getMs)
      atWork -= 1
      response.end()
    }),
  )
  const result = await runScenario({
    ...{ name, file: scenariosWithSetup, load, seed: 'a', threads },
    ...{ shownFile: 'scenarios.ts', thresholds: {} },
    targets: [{ name: 'shop', url: `http://127.0.0.1:${shop.port}` }],
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  return { ...result, mostAtWork, text: result.notes.join('\n') }
}

test('an arrival waits for the user that is set up for it, and the generator is not late for that', {
  timeout: 30_000,
}, async () => {
  const load = constantRate({ perSecond: 20, duration: '1s', readyUsers: 0 })
  const { total, generator } = await run('sets up with a request', load, { getMs: 2_000, postMs: 300 })
  expect(total).toMatchObject({ scheduled: 20, answered: 20 })
  expect(total.latency.min).toBeGreaterThanOrEqual(2_300)
  expect(total.naiveLatency.min).toBeLessThan(2_300)
  expect(generator.lag.p90).toBeLessThan(150)
})

test('users that are ready need nothing else', { timeout: 30_000 }, async () => {
  const load = constantRate({ perSecond: 20, duration: '1s', readyUsers: 20 })
  const { total } = await run('sets up with a request', load, { postMs: 300 })
  expect(total).toMatchObject({ scheduled: 20, answered: 20 })
  expect(total.latency.p50).toBeLessThan(300)
})

test('no more users than allowed, over all threads, and every arrival is accounted for', {
  timeout: 30_000,
}, async () => {
  const load = constantRate({ perSecond: 100, duration: '1s', maxUsers: 2 })
  const { total, mostAtWork, status } = await run('without setup', load, { threads: 3, getMs: 100 })
  expect(mostAtWork).toBe(2)
  expect(total.scheduled).toBe(100)
  // Two users that take 100 ms each are good for twenty in a second.
  expect(total.sent).toBeGreaterThan(10)
  expect(total.sent).toBeLessThanOrEqual(22)
  expect(total.dropped).toBe(100 - total.sent)
  expect(status).toBe('invalid')
})

test('users for whom there are no rows end the load once they are needed', { timeout: 30_000 }, async () => {
  const spare = constantRate({ perSecond: 20, duration: '1s', readyUsers: 10 })
  const isEnough = await run('takes an account that is needed no more', spare)
  expect(isEnough.total).toMatchObject({ scheduled: 20, answered: 20 })
  const { total, text, status } = await run('takes an account that is needed no more', spare, { getMs: 800 })
  expect(total.scheduled).toBe(3)
  expect(text).toContain('the load ended early')
  expect(status).not.toBe('failed')
})

test('rows that must not run out fail the scenario, in setup too', { timeout: 30_000 }, async () => {
  const load = constantRate({ perSecond: 20, duration: '1s', readyUsers: 10 })
  const { status, text } = await run('takes an account that must be there', load)
  expect(status).toBe('failed')
  expect(text).toContain('(feeder_exhausted)')
  expect(text).not.toContain('see that the target runs')
})
