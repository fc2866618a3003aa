import { expect, test } from 'vitest'
import { placeOfError } from './place-of-error.ts'

function thrownAt(...frames: readonly string[]): Error {
  return Object.assign(new Error('no stock'), { stack: ['Error: no stock', ...frames].join('\n') })
}

test('the first frame of code of users', () => {
  const error = thrownAt(
    '    at Object.query (file:///srv/shop/node_modules/pg/lib/client.js:526:17)',
    '    at process.processTicksAndRejections (node:internal/process/task_queues:90:21)',
    `    at async own (${new URL('../contract/provider/states.ts', import.meta.url).href}:1:1)`,
    '    at async setup (file:///srv/a%20shop/products.states.ts:6:13)',
    '    at async other (file:///srv/shop/other.ts:1:1)',
  )
  expect(placeOfError(error)).toEqual(['at /srv/a shop/products.states.ts:6:13'])
})

test('frames of modules, and of code that is no module', () => {
  expect(placeOfError(thrownAt('    at file:///srv/a.mjs:2:3'))).toEqual(['at /srv/a.mjs:2:3'])
  expect(placeOfError(thrownAt('    at setup (/srv/a.cjs:2:3)'))).toEqual(['at /srv/a.cjs:2:3'])
})

test('none for what has no place', () => {
  expect([placeOfError('a text'), placeOfError(thrownAt())]).toEqual([[], []])
})
