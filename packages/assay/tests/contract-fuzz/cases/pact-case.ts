import type { Random } from '../../../src/base/random.ts'
import type { Json, JsonObject } from '../../../src/contract/model/json.ts'
import type { PactSpecification } from '../../../src/contract/model/pact.ts'
import type { FuzzCase, FuzzRules } from '../fuzz-case.ts'
import type { FuzzInteraction, FuzzPact, Ruled } from '../fuzz-pact.ts'
import { oneIn, several } from './chance.ts'
import { createMessageCase } from './message-case.ts'
import { createRequestCase } from './request-case.ts'
import { createResponseCase } from './response-case.ts'

const SPECIFICATIONS = ['1.0', '1.1', '2.0', '3.0', '3.0', '4.0', '4.0', '4.0'] as const

/** A pact with a few interactions of kinds that its version has. */
export function createPact(random: Random): FuzzPact {
  const specification = random.pick(SPECIFICATIONS)
  const areMessages = specification === '3.0' && oneIn(random, 3)
  const interactions = Array.from({ length: random.integer(1, 3) }, (_, index) => {
    const facts = createFacts(random, `interaction ${index}`, specification)
    const kind = random.pick(['http', 'http', 'message', 'synchronous-message'] as const)
    if (areMessages) return createInteraction(random, facts, 'message')
    return createInteraction(random, facts, specification === '4.0' ? kind : 'http')
  })
  return { specification, interactions }
}

type Facts = Omit<Extract<FuzzInteraction, { kind: 'message' }>, 'kind' | 'message'>

function createFacts(random: Random, description: string, specification: PactSpecification): Facts {
  const isV4 = specification === '4.0'
  const most = specification < '3.0' ? 1 : 2
  return {
    description,
    states: several(random, [0, most], () => createState(random, specification)),
    key: isV4 && oneIn(random, 3) ? `key of ${description}` : undefined,
    isPending: isV4 && oneIn(random, 4),
    comments: isV4 ? several(random, [0, 2], () => random.pick(['a comment', 'é', '"quoted"'])) : [],
    testName: isV4 && oneIn(random, 4) ? 'a test' : undefined,
    reference: isV4 && oneIn(random, 4) ? ['jira', 'ticket', 'ABC-1'] : undefined,
  }
}

const PARAMETERS: readonly [Json, ...Json[]] = ['a', 1, 1.5, true, null, { a: [1] }, '2024-02-03']

function createState(random: Random, specification: PactSpecification) {
  const names = several(random, [0, specification < '3.0' ? 0 : 2], () => random.pick(['id', 'name', 'é']))
  const params = Object.fromEntries(names.map((name) => [name, random.pick(PARAMETERS)]))
  return { name: random.pick(['a user exists', 'nothing', 'é "x"']), params }
}

function createInteraction(random: Random, facts: Facts, kind: FuzzInteraction['kind']): FuzzInteraction {
  switch (kind) {
    case 'http':
      return {
        ...facts,
        kind,
        request: ruled(random, createRequestCase(random)),
        response: ruled(random, createResponseCase(random)),
      }
    case 'message':
      return { ...facts, kind, message: ruled(random, createMessageCase(random)) }
    case 'synchronous-message':
      return {
        ...facts,
        kind,
        request: ruled(random, createMessageCase(random)),
        response: ruled(random, createMessageCase(random)),
      }
  }
}

function ruled<Case extends FuzzCase>(random: Random, { expected, rules }: Case): Ruled<Case['expected']> {
  return { part: expected, rules, generators: oneIn(random, 3) ? createGenerators(random, rules) : {} }
}

const GENERATORS: readonly [JsonObject, ...JsonObject[]] = [
  { type: 'RandomInt', min: 1, max: 10 },
  { type: 'RandomDecimal', digits: 5 },
  { type: 'RandomHexadecimal', digits: 8 },
  { type: 'RandomString', size: 6 },
  { type: 'Regex', regex: '\\d{3}' },
  { type: 'Uuid' },
  { type: 'Uuid', format: 'simple' },
  { type: 'Date', format: 'yyyy-MM-dd' },
  { type: 'Date', expression: 'tomorrow' },
  { type: 'Time', format: 'HH:mm' },
  { type: 'DateTime', format: "yyyy-MM-dd'T'HH:mm:ss", expression: '+ 1 day' },
  { type: 'RandomBoolean' },
  { type: 'ProviderState', expression: 'id', dataType: 'STRING' },
  { type: 'MockServerURL', example: 'http://x/y', regex: '.*(/y)$' },
]

function createGenerators(random: Random, rules: FuzzRules): JsonObject {
  const paths = [...Object.keys(rules.body ?? {}), '$.a', '$.items[*].id', "$['a b']"]
  const body = several(random, [1, 2], () => [
    paths[random.integer(0, paths.length - 1)]!,
    random.pick(GENERATORS),
  ])
  return { body: Object.fromEntries(body) }
}
