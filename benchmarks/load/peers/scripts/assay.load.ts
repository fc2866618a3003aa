// The workload for Assay. It is read from the environment: see workload.ts.
import { constantUsers, scenario } from 'assay/load'

const load = process.env as Readonly<Record<string, string>>
const itemPath = load['LOAD_ITEM_PATH']!
const itemIds = Number(load['LOAD_ITEM_IDS'])
const listPath = load['LOAD_LIST_PATH']!
const tokenPrefix = load['LOAD_TOKEN_PREFIX']!

interface Answer {
  readonly ok: boolean
}

scenario('two tasks', {
  load: constantUsers({ users: Number(load['LOAD_CONNECTIONS']), duration: '1s' }),
  targets: { target: load['LOAD_URL']! },
  setup: (_, user) => user.authorize(`${tokenPrefix}${user.id}`),
  tasks: {
    item: {
      weight: Number(load['LOAD_ITEM_WEIGHT']),
      run: async ({ target }, user) => {
        const response = await target.get(itemPath + Math.floor(user.random.fraction() * itemIds))
        user.check('item', response.status === 200 && response.json<Answer>().ok === true)
      },
    },
    list: {
      weight: Number(load['LOAD_LIST_WEIGHT']),
      run: async ({ target }, user) => {
        const response = await target.get(listPath)
        user.check('list', response.status === 200 && response.json<Answer>().ok === true)
      },
    },
  },
})
