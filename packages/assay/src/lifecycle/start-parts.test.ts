import { describe, expect, test } from 'vitest'
import { AssayError } from '../errors/assay-error.ts'
import type { PartEvent } from '../model/part-event.ts'
import { type Part, startParts } from './start-parts.ts'

/** Parts that take a turn to start, in a log of what happened. */
function system(waitsFor: Readonly<Record<string, readonly string[]>>, failing: Record<string, Error> = {}) {
  const log: string[] = []
  const abort = new AbortController()
  const parts = Object.entries(waitsFor).map(
    ([name, names]): Part => ({
      name,
      kind: 'service',
      waitsFor: names,
      async start() {
        log.push(`${name} starts`)
        await new Promise((resolve) => setTimeout(resolve, 5))
        if (failing[name] !== undefined) throw failing[name]
        abort.signal.throwIfAborted()
        log.push(`${name} is ready`)
        return { process: undefined, source: '' }
      },
    }),
  )
  const emit = (event: PartEvent) => {
    if (event.type === 'part-waiting') log.push(`${event.part} waits for ${event.for.join(' and ')}`)
    if (event.type === 'part-cancelled' || event.type === 'part-failed')
      log.push(`${event.part} ${event.type}`)
  }
  return { log, abort, start: () => startParts(parts, emit, abort) }
}

describe('parts start', () => {
  test('at once when they wait for nothing, and otherwise when what they wait for is ready', async () => {
    const { log, start } = system({ orders: ['db', 'products'], products: ['db'], db: [], cache: [] })
    await start()
    expect(log.slice(0, 2).toSorted()).toEqual(
      ['orders waits for db and products', 'products waits for db'].toSorted(),
    )
    expect(log.indexOf('cache starts')).toBeLessThan(log.indexOf('db is ready'))
    expect(log.indexOf('db is ready')).toBeLessThan(log.indexOf('products starts'))
    expect(log.indexOf('products is ready')).toBeLessThan(log.indexOf('orders starts'))
  })

  test('without waiting for what is not started here', async () => {
    const { log, start } = system({ orders: ['elsewhere'] })
    await start()
    expect(log).toEqual(['orders starts', 'orders is ready'])
  })
})

describe('when a part fails', () => {
  const failure = () => new AssayError('infrastructure', { code: 'never_ready', message: 'db is not ready' })

  test('its error names those that waited for it, and nothing more starts', async () => {
    const { log, abort, start } = system({ gateway: ['orders'], orders: ['db'], db: [] }, { db: failure() })
    await expect(start()).rejects.toMatchObject({
      code: 'never_ready',
      evidence: ['waiting for it: orders, gateway'],
    })
    expect(abort.signal.aborted).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(log).not.toContain('orders starts')
    expect(log).toEqual(
      expect.arrayContaining(['db part-failed', 'orders part-cancelled', 'gateway part-cancelled']),
    )
  })

  test('those that are starting are told to stop, and only the first failure is shown', async () => {
    const { log, start } = system({ db: [], cache: [] }, { db: failure() })
    await expect(start()).rejects.toThrow('db is not ready')
    expect(log.filter((line) => line.endsWith('part-failed'))).toEqual(['db part-failed'])
  })
})
