import { expect, test } from 'vitest'
import { type TestBroker, testBroker } from './support/broker.ts'
import { tell } from './support/broker-story.ts'

// What a provider is given to verify, as in the tests of the Pact Foundation's broker.

interface Shown {
  readonly verificationProperties: { readonly pending?: boolean; readonly wip?: boolean }
  readonly _links: { readonly self: { readonly name: string } }
}

/** The pacts that `api` is given: `web 1`, and whether they are pending or work in progress. */
async function given(broker: TestBroker, question: object): Promise<string> {
  const { body } = await broker.send('POST', '/pacts/provider/api/for-verification', question)
  const pacts = body._embedded.pacts.map(({ verificationProperties, _links }: Shown) => {
    const { pending = false, wip = false } = verificationProperties
    const [, consumer, version] = /between (\S+) \((\S+)\)/.exec(_links.self.name) ?? []
    return `${consumer} ${version}${wip ? ' wip' : pending ? ' pending' : ''}`
  })
  return pacts.toSorted().join(', ')
}

interface Selection {
  readonly what: string
  readonly story: readonly string[]
  readonly asked: readonly (readonly [selectors: readonly object[], pacts: string])[]
}

const SELECTIONS: readonly Selection[] = [
  {
    what: 'no selector: the latest of consumers without a main branch, else that of the main branch',
    story: [
      ...['web 1 needs api', 'web 1 is tagged prod', 'web 2 needs api', 'later', 'ios 7 needs api'],
      ...['app 1 needs api', 'app 1 is on main', 'app 2 needs api', 'app 2 is on side', 'mail 1 needs other'],
    ],
    asked: [[[], 'app 1, ios 7, web 2']],
  },
  {
    what: 'no selector: also what is deployed or released, but not what was replaced',
    story: [
      ...['web 1 needs api', 'web 1 is deployed to test', 'web 2 needs api', 'web 2 is deployed to test'],
      ...['web 3 needs api', 'web 3 is released to test', 'web 4 needs api', 'web 5 needs api'],
    ],
    asked: [[[], 'web 2, web 3, web 5']],
  },
  {
    what: 'the latest of every consumer, of one, and with tags',
    story: [
      ...[
        'web 1 needs api',
        'web 1 is tagged prod',
        'web 2 needs api',
        'web 2 is tagged dev',
        'web 3 needs api',
      ],
      ...[
        'web 3 is tagged dev',
        'ios 3 needs api',
        'ios 3 is tagged dev',
        'ios 3 is tagged prod',
        'ios 4 needs other',
      ],
    ],
    asked: [
      [[{ latest: true }], 'ios 3, web 3'],
      [[{ latest: true, consumer: 'web' }], 'web 3'],
      [[{ latest: true, consumer: 'web', tag: 'prod' }], 'web 1'],
      [
        [
          { latest: true, tag: 'dev' },
          { latest: true, tag: 'prod' },
        ],
        'ios 3, web 1, web 3',
      ],
      [[{ tag: 'dev' }], 'ios 3, web 2, web 3'],
      [[{ tag: 'dev', consumer: 'web' }], 'web 2, web 3'],
    ],
  },
  {
    what: 'versions that expect the same: once, by the newest',
    story: [
      ...['web 1 needs api', 'web 1 is tagged prod', 'web 2 needs api', 'web 2 is tagged prod'],
      ...['web 3 needs api like 2', 'web 3 is tagged prod'],
    ],
    asked: [[[{ tag: 'prod' }], 'web 1, web 3']],
  },
  {
    what: 'two consumers that expect the same: one each',
    story: ['web 1 needs api like x', 'ios 1 needs api like x'],
    asked: [[[{ latest: true }], 'ios 1, web 1']],
  },
  {
    what: 'the newest of the main branch of every consumer',
    story: [
      ...['web 1 needs api', 'web 1 is on main', 'web 2 needs api', 'web 2 is on main', 'web 3 needs api'],
      ...[
        'web 3 is on side',
        'ios 3 needs api',
        'ios 3 is on develop',
        'ios 5 needs api',
        'ios 5 is on develop',
      ],
      ...['ios 6 needs api', 'ios 6 is on side', 'mail 7 needs api'],
    ],
    asked: [
      [[{ mainBranch: true }], 'ios 5, web 2'],
      [[{ branch: 'side' }], 'ios 6, web 3'],
      [[{ branch: 'side', consumer: 'web' }], 'web 3'],
      [[{ branch: 'none', fallbackBranch: 'side', consumer: 'ios' }], 'ios 6'],
    ],
  },
  {
    what: 'a tag, and another one instead if nobody has it',
    story: [
      'web 1 needs api',
      'web 1 is tagged master',
      'web 2 needs api',
      'web 2 is tagged feat-x',
      'ios 3 needs api',
      'ios 3 is tagged master',
    ],
    asked: [
      [[{ tag: 'feat-x', fallbackTag: 'master', latest: true, consumer: 'web' }], 'web 2'],
      [[{ tag: 'none', fallbackTag: 'master', latest: true }], 'ios 3, web 1'],
      [[{ tag: 'none', fallbackTag: 'master', latest: true, consumer: 'web' }], 'web 1'],
      [[{ tag: 'none', fallbackTag: 'neither', latest: true }], ''],
    ],
  },
  {
    what: 'what is deployed or released, anywhere and in one environment',
    story: [
      ...['web 1 needs api', 'web 1 is deployed to test', 'web 2 needs api', 'web 2 is deployed to test'],
      ...[
        'ios 4 needs api',
        'ios 4 is deployed to test as ipad',
        'web 5 needs api',
        'web 5 is deployed to prod',
      ],
      ...['ios 6 needs api', 'ios 6 is released to prod', 'ios 7 needs api', 'ios 7 is released to prod'],
    ],
    asked: [
      [[{ deployed: true }], 'ios 4, web 2, web 5'],
      [[{ deployed: true, environment: 'test' }], 'ios 4, web 2'],
      [[{ deployed: true, environment: 'test', consumer: 'web' }], 'web 2'],
      [[{ released: true }], 'ios 6, ios 7'],
      [[{ released: true, environment: 'test' }], ''],
      [[{ deployedOrReleased: true }], 'ios 4, ios 6, ios 7, web 2, web 5'],
      [[{ environment: 'prod' }], 'ios 6, ios 7, web 5'],
    ],
  },
]

test.for(SELECTIONS)('of $what', async ({ story, asked }) => {
  await using broker = await testBroker()
  await tell(broker, story)
  for (const [consumerVersionSelectors, pacts] of asked) {
    expect([consumerVersionSelectors, await given(broker, { consumerVersionSelectors })]).toEqual([
      consumerVersionSelectors,
      pacts,
    ])
  }
})

interface Pending {
  readonly what: string
  readonly story: readonly string[]
  /** What is given to those who verify on a branch, or with tags in brackets. */
  readonly asked: Readonly<Record<string, string>>
}

/** `api` selects the latest pact with the tag `master`; everything else it gets is new. */
const PENDING: readonly Pending[] = [
  {
    what: 'nobody has verified anything',
    story: ['web 1 needs api', 'web 1 is tagged master', 'web 2 needs api', 'web 2 is tagged feat-x'],
    asked: { main: 'web 1 pending, web 2 wip', '[main]': 'web 1 pending, web 2 wip', '[]': 'web 1 pending' },
  },
  {
    what: 'everything has failed',
    story: [
      ...['web 1 needs api', 'web 1 is tagged master', 'web 2 needs api', 'web 2 is tagged feat-x'],
      ...['api 1 is on main', 'api 1 is tagged main', 'api 1 fails web 1', 'api 1 fails web 2'],
    ],
    asked: { main: 'web 1 pending, web 2 wip', '[main]': 'web 1 pending, web 2 wip', '[]': 'web 1 pending' },
  },
  {
    what: 'the main branch has verified it, also for branches that come later',
    story: [
      'web 1 needs api',
      'web 1 is tagged master',
      'api 1 is on main',
      'api 1 is tagged dev',
      'api 1 verifies web 1',
    ],
    asked: { main: 'web 1', '[dev]': 'web 1', '[]': 'web 1', 'feat/new': 'web 1', '[new]': 'web 1' },
  },
  {
    what: 'it has succeeded as work in progress only',
    story: [
      ...['web 2 needs api', 'web 2 is tagged feat-x', 'api 3 is on main', 'api 3 is tagged main'],
      'api 3 verifies web 2 as wip',
    ],
    asked: { main: 'web 2 wip', '[main]': 'web 2 wip', new: 'web 2 wip' },
  },
  {
    what: 'it has succeeded as work in progress, and is then merged',
    story: [
      ...['web 2 needs api', 'web 2 is tagged feat-x', 'api 3 is on main', 'api 3 verifies web 2 as wip'],
      ...['web 3 needs api like 2', 'web 3 is tagged master'],
    ],
    asked: { main: 'web 3' },
  },
  {
    what: 'another branch has verified it before this one began',
    story: [
      ...[
        'web 1 needs api',
        'web 1 is tagged feat-x',
        'api 20 is on dev',
        'api 20 is tagged dev',
        'api 20 verifies web 1',
      ],
      ...['later', 'api 21 is on new', 'api 21 is tagged new', 'api 21 fails web 1'],
    ],
    asked: { new: '', dev: '', '[new]': '' },
  },
  {
    what: 'another branch has verified it after this one began',
    story: [
      ...[
        'web 1 needs api',
        'web 1 is tagged feat-x',
        'api 21 is on new',
        'api 21 is tagged new',
        'api 21 fails web 1',
      ],
      ...['later', 'api 20 is on dev', 'api 20 is tagged dev', 'api 20 verifies web 1'],
    ],
    asked: { new: 'web 1 wip', dev: '', '[new]': 'web 1 wip', '[dev]': '' },
  },
  {
    what: 'it has succeeded and failed later',
    story: [
      ...['web 1 needs api', 'web 1 is tagged feat-x', 'api 3 is on dev', 'api 3 verifies web 1'],
      ...['api 5 is on dev', 'api 5 fails web 1'],
    ],
    asked: { dev: '' },
  },
  {
    what: 'one of two tags of the provider has verified it',
    story: [
      ...['api 44 is tagged feat-1', 'later', 'web 1 needs api', 'web 1 is tagged prod'],
      ...['api 3 is tagged dev', 'api 3 verifies web 1'],
    ],
    asked: { '[dev]': '', '[dev feat-1]': 'web 1 wip' },
  },
  {
    what: 'the consumer has neither a branch nor a tag',
    story: ['web 1 needs api', 'api 3 is on dev', 'api 3 fails web 1'],
    asked: { dev: '' },
  },
  {
    what: 'several are new',
    story: [
      ...[
        'web 1 needs api',
        'web 1 is tagged feat-1',
        'web 2 needs api',
        'web 2 is on branch-1',
        'ios 2 needs api',
      ],
      ...[
        'ios 2 is tagged feat-2',
        'web 3 needs api',
        'web 3 is tagged feat-2',
        'ios 4 needs api',
        'ios 4 is tagged feat-1',
      ],
      ...[
        'mail 1 needs other',
        'mail 1 is tagged feat-1',
        'web 5 needs api like 3',
        'web 5 is tagged feat-3',
      ],
    ],
    asked: { dev: 'ios 2 wip, ios 4 wip, web 1 wip, web 2 wip, web 5 wip' },
  },
]

test.for(PENDING)('what counts when $what', async ({ story, asked }) => {
  await using broker = await testBroker()
  await tell(broker, story)
  const answers = Object.keys(asked).map(async (who) => {
    const tags = /^\[(.*)\]$/
      .exec(who)?.[1]
      ?.split(' ')
      .filter((tag) => tag !== '')
    const pacts = await given(broker, {
      ...(tags === undefined ? { providerVersionBranch: who } : { providerVersionTags: tags }),
      consumerVersionSelectors: [{ tag: 'master', latest: true }],
      ...{ includePendingStatus: true, includeWipPactsSince: '2020-01-01' },
    })
    return [who, pacts]
  })
  expect(Object.fromEntries(await Promise.all(answers))).toEqual(asked)
})
