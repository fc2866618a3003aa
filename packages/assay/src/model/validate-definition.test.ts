import { expect, test } from 'vitest'
import { defineSystem } from './definition.ts'
import { gate } from './gate.ts'
import { postgres, rabbitmq } from './resource.ts'
import { service } from './service.ts'
import { validateDefinition } from './validate-definition.ts'

const command = ['node', '--version'] as const
const configFile = import.meta.filename

function validate(definition: unknown) {
  return validateDefinition(definition, configFile)
}

test('fills in the defaults', () => {
  const system = validate(
    defineSystem({ name: 'small', services: { a: service({ command, health: '/up' }) } }),
  )
  expect(system.services.get('a')).toMatchObject({
    directory: import.meta.dirname,
    health: { path: '/up', timeoutMs: 30_000 },
    portVariable: 'PORT',
    stopTimeoutMs: 5_000,
    dependencies: [],
  })
  expect(system.tests).toEqual({
    include: {},
    retries: 0,
    budgetsMs: { unit: 100, integration: 1_000, e2e: 30_000 },
    isolation: 'worker',
  })
})

test('infers the dependencies, in the order they are first referred to', () => {
  const system = validate(
    defineSystem({
      name: 'shop',
      resources: { db: postgres(), broker: rabbitmq() },
      services: {
        a: service({ command }),
        b: service({ command, env: ({ broker, a, db }) => ({ X: `${broker.vhost} ${a.port} ${db.url}` }) }),
      },
    }),
  )
  expect(system.services.get('b')?.dependencies).toEqual(['broker', 'a', 'db'])
  expect(system.services.get('b')?.environment(() => ({ url: 'u', host: 'h', port: 7 }))).toEqual({
    X: 'undefined 7 u',
  })
})

test('budgets can be changed and lifted', () => {
  const system = validate(
    defineSystem({
      name: 'small',
      services: { a: service({ command }) },
      tests: { budgets: { unit: '20ms', e2e: false } },
    }),
  )
  expect(system.tests.budgetsMs).toEqual({ unit: 20, integration: 1_000 })
})

test('the hash changes with what runs, not with what is demanded of it', () => {
  const make = (variable: string, minTests: number) =>
    validate(
      defineSystem({
        name: 'small',
        services: { a: service({ command, env: () => ({ MODE: variable }) }) },
        gates: [gate.all({ minTests })],
      }),
    ).hash
  expect(make('x', 1)).toBe(make('x', 2))
  expect(make('x', 1)).not.toBe(make('y', 1))
})

test('a reference to a property that does not exist', () => {
  const definition = defineSystem({
    name: 'small',
    resources: { db: postgres() },
    services: { a: service({ command, env: ({ db }) => ({ X: (db as unknown as { uri: string }).uri }) }) },
  })
  expect(() => validate(definition)).toThrow('Service "a" refers to "db.uri", which does not exist.')
})

test('a service that is neither started nor found needs a document to be a stub', () => {
  expect(() => validate(defineSystem({ name: 'small', services: { a: service({}) } }))).toThrow(
    'Service "a" has neither a command nor a url.',
  )
})

test('a service cannot be started and be somewhere else', () => {
  const both = service({ command, url: 'http://localhost:8080' })
  expect(() => validate(defineSystem({ name: 'small', services: { a: both } }))).toThrow(
    'has a command and a url',
  )
})
