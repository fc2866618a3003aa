import { expect, test } from 'vitest'
import { testBroker } from './support/broker.ts'
import { tell } from './support/broker-story.ts'

// The same questions as in the tests of the Pact Foundation's broker, with the same answers.

interface Scenario {
  readonly when: string
  readonly story: readonly string[]
  /** Whether a version may be deployed, by the parameters of the question. */
  readonly asked: Readonly<Record<string, boolean | readonly string[]>>
}

interface Row {
  readonly consumer: { readonly name: string; readonly version: { readonly number: string } }
  readonly provider: { readonly name: string; readonly version: { readonly number: string } | null }
  readonly verificationResult: { readonly success: boolean } | null
}

const TO_TAG = 'tag=prod&latest=true&latestby=cvp'
const TO_ENVIRONMENT = 'environment=prod&latestby=cvpv'

/** `web 1, api` as the selectors of a question. */
function selectors(text: string, list = 'q'): string {
  return text
    .split(', ')
    .map((one) => one.split(' '))
    .map(([name, version, field = version === undefined ? '' : 'version']) => {
      const more =
        { version: `&${list}[][version]=${version}`, tag: `&${list}[][tag]=${version}` }[field] ?? ''
      return `${list}[][pacticipant]=${name}${more}`
    })
    .join('&')
}

const DEPLOYING: readonly Scenario[] = [
  {
    when: 'one of two prod versions of a consumer was never verified',
    story: [
      'web 1 needs api',
      'web 1 is tagged prod',
      'api 10 verifies web 1',
      'web 2 needs api',
      'web 2 is tagged prod',
    ],
    asked: { 'api 10?tag=prod&latestby=cvp': false, 'api 10, web 1': true },
  },
  {
    when: 'nobody has verified anything',
    story: ['web 1 needs api', 'web 1 needs mail'],
    asked: { [`web 1?${TO_TAG}`]: false, 'web 1': false },
  },
  {
    when: 'only one of two providers in prod has verified',
    story: [
      ...['web 3 needs api', 'api 10 verifies web 3', 'api 10 is tagged prod', 'web 3 needs mail'],
      ...['mail 20 verifies web 3', 'mail 20 is tagged prod', 'web 2 needs api', 'api 11 verifies web 2'],
      'api 11 is tagged prod',
    ],
    asked: { [`web 3?${TO_TAG}`]: false, 'web 3, api 10, mail 20': true, 'web 3, mail 20': true },
  },
  {
    when: 'an old version did not need the new provider yet',
    story: [
      ...['web 1 needs api', 'api 2 verifies web 1', 'api 2 is tagged prod', 'web 2 needs api'],
      ...['api 3 verifies web 2', 'web 2 needs mail', 'mail 10 verifies web 2'],
    ],
    asked: { [`web 1?${TO_TAG}`]: true, [`web 2?${TO_TAG}`]: false },
  },
  {
    when: 'the version does not exist',
    story: ['web 1 needs api'],
    asked: { 'api 5': false, [`api 5?${TO_TAG}`]: false },
  },
  {
    when: 'the other party is not there yet',
    story: ['web 1 needs api', 'api 2 verifies web 1', 'other 1 is deployed to prod'],
    asked: {
      [`api 2?${TO_TAG}`]: true,
      [`web 1?${TO_TAG}`]: false,
      [`api 2?${TO_ENVIRONMENT}`]: true,
      [`web 1?${TO_ENVIRONMENT}`]: false,
    },
  },
  {
    when: 'an application is consumer and provider, and what it needs is not there',
    story: ['web 1 needs api', 'api 2 verifies web 1', 'api 2 needs store'],
    asked: { [`api 2?${TO_TAG}`]: false },
  },
  {
    when: 'an application is consumer and provider, and what it needs is there',
    story: [
      ...['web 1 needs api', 'api 2 verifies web 1', 'api 2 needs store'],
      ...['store 4 verifies api 2', 'store 4 is tagged prod'],
    ],
    asked: { [`api 2?${TO_TAG}`]: true },
  },
  {
    when: 'nobody in prod needs the provider',
    story: ['web 1 needs api', 'api 2 exists'],
    asked: { [`api 2?${TO_TAG}`]: true },
  },
  {
    when: 'another version of the provider than that in prod has verified',
    story: ['web 1 needs api', 'api 2 is tagged prod', 'api 3 verifies web 1'],
    asked: { [`web 1?${TO_TAG}`]: false, 'web 1, api 3': true },
  },
  {
    when: 'two applications need each other, and only one has verified',
    story: ['b 100 needs a', 'a 99 verifies b 100', 'a 1 needs b', 'b 100 verifies a 1'],
    asked: { 'a 1, b 100': false, 'b 100?latestby=cvp&latest=true': false },
  },
  {
    when: 'one consumer has several versions in prod, and another was not verified',
    story: [
      ...['web 1 needs api', 'api 2 verifies web 1', 'web 1 is tagged prod', 'web 2 needs api'],
      ...['api 2 verifies web 2', 'web 2 is tagged prod', 'web 3 needs api', 'api 2 fails web 3'],
      ...['cat 20 needs api', 'cat 20 is tagged prod', 'dog 40 needs api', 'api 2 verifies dog 40'],
    ],
    asked: { [`api 2, web prod tag?tag=prod&latest=true`]: false, 'api 2, web prod tag': true },
  },
  {
    when: 'a new version has verified nothing of what is in the environment',
    story: [
      ...['web 1 needs api', 'api 1 verifies web 1', 'other 1 needs api', 'api 1 verifies other 1'],
      ...['other 1 is tagged prod', 'api 2 exists'],
    ],
    asked: { [`api 2?${TO_TAG}`]: false, [`api 1?${TO_TAG}`]: true },
  },
  {
    when: 'a consumer begins to need another provider',
    story: [
      ...['web 1 needs api', 'web 1 is tagged prod', 'api 1 verifies web 1', 'api 1 is tagged prod'],
      ...['web 2 needs mail', 'mail 1 verifies web 2'],
    ],
    asked: { [`web 2?${TO_TAG}`]: false, [`mail 1?${TO_TAG}`]: true },
  },
  {
    when: 'the version of the consumer in prod needs the provider no longer',
    story: ['web 1 needs api', 'api 1 verifies web 1', 'web 2 is tagged prod'],
    asked: { [`api 1?${TO_TAG}`]: true },
  },
  {
    when: 'a later version of the provider has failed, but is not in the environment',
    story: ['web 1 needs api', 'api 2 verifies web 1', 'api 2 is deployed to prod', 'api 3 fails web 1'],
    asked: { [`web 1?${TO_ENVIRONMENT}`]: true },
  },
  {
    when: 'a later version of the provider succeeds, but the one in the environment has failed',
    story: ['web 1 needs api', 'api 2 fails web 1', 'api 2 is deployed to prod', 'api 3 verifies web 1'],
    asked: { [`web 1?${TO_ENVIRONMENT}`]: false },
  },
  {
    when: 'of two released versions of the provider the older has failed',
    story: [
      ...['web 1 needs api', 'api 10 fails web 1', 'api 10 is released to prod'],
      ...['api 11 verifies web 1', 'api 11 is released to prod'],
    ],
    asked: { [`web 1?${TO_ENVIRONMENT}`]: false },
  },
  {
    when: 'both instances of the provider have succeeded',
    story: [
      ...['web 1 needs api', 'api 10 verifies web 1', 'api 10 is deployed to prod as blue'],
      ...['api 11 verifies web 1', 'api 11 is deployed to prod as green'],
    ],
    asked: { [`web 1?${TO_ENVIRONMENT}`]: true },
  },
  {
    when: 'the version that has failed was replaced',
    story: [
      ...['web 1 needs api', 'api 10 fails web 1', 'api 10 is deployed to prod'],
      ...['api 11 verifies web 1', 'api 11 is deployed to prod'],
    ],
    asked: { [`web 1?${TO_ENVIRONMENT}`]: true },
  },
  {
    when: 'one of two deployed versions of the consumer was not verified',
    story: [
      ...['web 1 needs api', 'web 1 is deployed to prod as 1', 'api 10 verifies web 1'],
      ...['web 2 needs api', 'web 2 is deployed to prod as 2'],
    ],
    asked: { 'api 10?environment=prod': false },
  },
  {
    when: 'a provider is ignored',
    story: ['web 1 needs api', 'api 2 fails web 1', 'api 2 is tagged prod'],
    asked: {
      [`web 1?${TO_TAG}`]: false,
      [`web 1?${TO_TAG}&${selectors('api', 'ignore')}`]: true,
      [`web 1?${TO_TAG}&${selectors('api 2', 'ignore')}`]: true,
      [`web 1?${TO_TAG}&${selectors('api 999', 'ignore')}`]: false,
      [`web 1, api prod tag?latestby=cvpv&${selectors('api', 'ignore')}`]: true,
      [`web 1, api none tag?latestby=cvpv&${selectors('api', 'ignore')}`]: true,
      [`web 1, api none tag?latestby=cvpv`]: false,
    },
  },
  {
    when: 'the provider that is ignored is not there',
    story: ['web 1 needs api', 'api 2 verifies web 1'],
    asked: { [`web 1?${TO_TAG}`]: false, [`web 1?${TO_TAG}&${selectors('api', 'ignore')}`]: true },
  },
]

test.for(DEPLOYING)('whether a version may be deployed when $when', async ({ story, asked }) => {
  await using broker = await testBroker()
  await tell(broker, story)
  const answers = Object.keys(asked).map(async (question) => {
    const [who = '', how = 'latestby=cvpv'] = question.split('?')
    const { body } = await broker.get(`/matrix?${selectors(who)}&${how}`)
    return [question, body.summary.deployable === true]
  })
  expect(Object.fromEntries(await Promise.all(answers))).toEqual(asked)
})

const MANY = [
  ...['a 1 needs b', 'b 1 fails a 1', 'b 1 verifies a 1', 'b 2 verifies a 1', 'a 1 needs c'],
  ...['c 1 verifies a 1', 'a 2 needs c', 'c 3 verifies a 2', 'a 2 needs b'],
]
const ALTERNATING = [
  ...['a 1 needs b', 'b 1.0 verifies a 1', 'a 2 needs b', 'b 2.0 fails a 2', 'a 3 needs b'],
]
const CHAIN = [
  ...['a 1 needs b', 'a 1 is tagged prod', 'b 1 verifies a 1', 'b 1 needs c', 'c 3 verifies b 1'],
  ...['c 3 is tagged prod', 'c 4 verifies b 1'],
]
const BRANCHES = [
  ...[
    'foo 1 needs bar',
    'bar 1 is on main',
    'bar 1 verifies foo 1',
    'bar 2 is on main',
    'bar 2 verifies foo 1',
  ],
  ...[
    'bar 3 is on side',
    'bar 3 verifies foo 1',
    'foo 1 needs baz',
    'baz 10 is on trunk',
    'baz 10 verifies foo 1',
  ],
  ...['baz 11 is on trunk', 'baz 11 verifies foo 1', 'baz 12 is on side', 'baz 12 verifies foo 1'],
]

/** Which rows a question has, by what was told before. */
const ROWS: readonly (readonly [question: string, rows: string, story: readonly string[]])[] = [
  ['a', 'a1-b1+ a1-b1- a1-b2+ a1-c1+ a2-b? a2-c3+', MANY],
  ['a?latestby=cvpv', 'a1-b1+ a1-b2+ a1-c1+ a2-b? a2-c3+', MANY],
  ['a?latestby=cvp', 'a1-b2+ a1-c1+ a2-b? a2-c3+', MANY],
  ['a?latestby=cp', 'a2-b? a2-c3+', MANY],
  ['a 1', 'a1-b1+ a1-b1- a1-b2+ a1-c1+', MANY],
  ['a 1?latestby=cvpv', 'a1-b1+ a1-b2+ a1-c1+', MANY],
  ['a 1?latestby=cvp', 'a1-b2+ a1-c1+', MANY],
  ['a 1, b', 'a1-b1+ a1-b1- a1-b2+', MANY],
  ['a 1, b?latestby=cp', 'a1-b2+', MANY],
  ['a 1, b 1', 'a1-b1+ a1-b1-', MANY],
  ['a 1, b 1?latestby=cvpv', 'a1-b1+', MANY],
  ['a 1, b 2, c 3', 'a1-b? a1-c?', ['a 1 needs b', 'b 2 exists', 'c 3 exists', 'a 1 needs c']],
  ['a 1, b 2', 'a1-b?', ['a 1 needs b', 'b 2 exists', 'c 3 exists', 'a 1 needs c']],
  [
    'b 4',
    'a1-b4+ d3-b4+',
    ['a 1 needs b', 'b 4 verifies a 1', 'd 3 needs b', 'b 4 verifies d 3', 'b 6 verifies d 3'],
  ],
  [
    'b',
    'a1-b4+ d3-b4+ d3-b6+',
    ['a 1 needs b', 'b 4 verifies a 1', 'd 3 needs b', 'b 4 verifies d 3', 'b 6 verifies d 3'],
  ],
  [
    'b 1',
    'a1-b1+ b1-c1-',
    ['a 1 needs b', 'b 1 verifies a 1', 'b 2 fails a 1', 'b 1 needs c', 'c 1 fails b 1'],
  ],
  ['a, b', 'a1-b1.0+ a2-b2.0- a3-b?', ALTERNATING],
  ['a, b?success[]=true', 'a1-b1.0+', ALTERNATING],
  ['a, b?success[]=false', 'a2-b2.0-', ALTERNATING],
  ['a, b?success[]=', 'a3-b?', ALTERNATING],
  ['a, b?success[]=false&success[]=', 'a2-b2.0- a3-b?', ALTERNATING],
  ['a, b?latestby=cvp&success[]=true', '', ['a 1 needs b', 'b 5 verifies a 1', 'b 6 fails a 1']],
  ['b 1?tag=prod&latest=true', 'a1-b1+ b1-c3+', CHAIN],
  ['a 1?latest=true', 'a1-b2+', ['a 1 needs b', 'b 1 verifies a 1', 'b 2 verifies a 1']],
  ['a 1?latest=true', 'a1-b?', ['a 1 needs b', 'b 1 verifies a 1', 'b 5 exists']],
  [
    'c 10?latestby=cvp&latest=true',
    'a2-c10+ b1-c10+',
    ['b 1 needs c', 'c 10 verifies b 1', 'a 2 needs c', 'c 10 verifies a 2', 'a 2 needs b'],
  ],
  ['foo 1?mainBranch=true&latest=true', 'foo1-bar2+ foo1-baz11+', BRANCHES],
  [
    'web 1, api 2?latestby=cvpv',
    'web1-api2+',
    ['web 1 needs api', 'api 2 fails web 1', 'api 2 verifies web 1', 'web 1 needs api'],
  ],
]

test.for(ROWS)('rows of %s: %s', async ([question, rows, story]) => {
  await using broker = await testBroker()
  await tell(broker, story)
  const [who = '', how = ''] = question.split('?')
  const { body } = await broker.get(`/matrix?${selectors(who)}&${how}`)
  const found = body.matrix.map(({ consumer, provider, verificationResult }: Row) => {
    const result = verificationResult === null ? '' : verificationResult.success ? '+' : '-'
    return `${consumer.name}${consumer.version.number}-${provider.name}${provider.version?.number ?? '?'}${result}`
  })
  expect(found.toSorted().join(' ')).toBe(rows)
})
