import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
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

test('only a service and the whole run are deployed', () => {
  const services = { a: service({ command }) }
  const about = (gates: readonly object[]) =>
    validate({ ...defineSystem({ name: 'small', services }), gates })
  expect(() => about([{ ...gate.all({ canIDeploy: 'production' }), level: 'contract' }])).toThrow(
    'gates.0 asks canIDeploy of a part of a service',
  )
  expect(() => about([gate.all({ canIDeploy: '' })])).toThrow('gates.0.thresholds.canIDeploy')
  expect(about([gate.all({ canIDeploy: 'production' })]).gates).toHaveLength(1)
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

describe('contracts', () => {
  const services = { a: service({ command }) }

  test('are in pacts beside the definition unless it says otherwise', () => {
    const { contracts, services: specs } = validate(defineSystem({ name: 'small', services }))
    expect(contracts).toEqual({
      pacts: join(import.meta.dirname, 'pacts'),
      isPactsNamed: false,
      broker: undefined,
      selectors: undefined,
      pending: true,
      wipSince: undefined,
      isolation: 'interaction',
    })
    expect(specs.get('a')?.contract).toEqual({})
  })

  test('change nothing about how the system boots', () => {
    const contract = { states: '/_states', timeoutMs: 500 }
    const plain = validate(defineSystem({ name: 'small', services }))
    const told = validate(
      defineSystem({
        name: 'small',
        services: { a: service({ command, contract }) },
        contracts: { pacts: 'contracts' },
      }),
    )
    expect(told.services.get('a')?.contract).toEqual(contract)
    expect(told.hash).toBe(plain.hash)
  })

  test.each<[string, object, RegExp]>([
    ['a folder that is a file', { pacts: 'gate.ts' }, /"gate\.ts", which is not a folder/],
    [
      'selectors without a broker',
      { selectors: [{ mainBranch: true }] },
      /contracts\.selectors chooses pacts of a/,
    ],
    ['two ways to prove who asks', { broker: { token: 't', username: 'u' } }, /has a token, and a name/],
    [
      'a broker by another protocol',
      { broker: { url: 'ftp://pacts' } },
      /contracts\.broker\.url: must be an address/,
    ],
    [
      'a selector of another tool',
      { selectors: [{ main: true }], broker: {} },
      /selectors\.0: unknown option "main"/,
    ],
    [
      'a day that is none',
      { wipSince: 'yesterday', broker: {} },
      /wipSince: must be a day, like "2026-01-31"/,
    ],
    ['another isolation', { isolation: 'test' }, /isolation: must be one of interaction, provider/],
  ])('refuse %s', (_, contracts, message) => {
    expect(() => validate(defineSystem({ name: 'small', services, contracts }))).toThrow(message)
  })

  test('of a provider: paths and addresses only', () => {
    const contract = { states: '_states' }
    const system = defineSystem({ name: 'small', services: { a: service({ command, contract }) } })
    expect(() => validate(system)).toThrow(/services\.a\.contract\.states: must be a path of the service/)
  })
})
