import { expect, test } from 'vitest'
import { defineSystem } from './definition.ts'
import { postgres } from './resource.ts'
import { service } from './service.ts'
import { startOrder } from './start-order.ts'
import { edgesOf } from './system.ts'
import { validateDefinition } from './validate-definition.ts'

const command = ['node', '--version'] as const
const configFile = import.meta.filename

test('a service waits for what it refers to, but not for those on a cycle with it', () => {
  const system = validateDefinition(
    defineSystem({
      name: 'circular',
      resources: { db: postgres() },
      services: {
        a: service({ command, env: ({ b, db }) => ({ B: b.url, DB: db.url }) }),
        b: service({ command, env: ({ c }) => ({ C: c.url }) }),
        c: service({ command, env: ({ b }) => ({ B: b.url }) }),
        d: service({ command, env: (all) => ({ A: all.a.url }) }),
      },
    }),
    configFile,
  )
  expect(Object.fromEntries(startOrder(system))).toEqual({
    db: [],
    a: ['b', 'db'],
    b: [],
    c: [],
    d: ['a'],
  })
  expect(edgesOf(system)).toContainEqual({ from: 'c', to: 'b' })
})

test('a service that refers to itself does not wait for itself', () => {
  const system = validateDefinition(
    defineSystem({
      name: 'selfish',
      services: { a: service({ command, env: ({ a }) => ({ OWN_URL: a.url }) }) },
    }),
    configFile,
  )
  expect(startOrder(system).get('a')).toEqual([])
})
