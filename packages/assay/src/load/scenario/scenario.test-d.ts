// Checked by the compiler (`npm run check`): each @ts-expect-error must be an error.
import { constantUsers } from './load.ts'
import { type ScenarioOptions, scenario } from './scenario.ts'

const load = constantUsers({ users: 1, duration: '1s' })

/** What `before` and `setup` give is known to everything that stands after them. */
export const inferred = scenario('inferred', {
  load,
  targets: { payments: 'http://127.0.0.1:8080' },
  before: async ({ payments }) => {
    const response = await payments.get('/currencies')
    return response.json<readonly string[]>()
  },
  setup: async ({ payments }, user) => {
    await payments.post('/accounts', { currency: user.shared[0] })
    return { account: user.id }
  },
  tasks: {
    pay: ({ payments }, user) =>
      payments.post('/accounts/{account}', { currency: user.shared.length }, { path: user.state }),
    refund: {
      weight: 2,
      run: async ({ payments }, user) => {
        const account: number = user.state.account
        const currency: string | undefined = user.shared[0]
        await payments.get('/refunds', { query: { account, currency } })
        // @ts-expect-error: setup gives no balance.
        return user.state.balance
      },
    },
    // @ts-expect-error: a path begins with its parameters' values.
    close: ({ payments }) => payments.delete('/accounts/{account}'),
  },
  teardown: ({ payments }, user) => payments.get('/close', { query: { account: user.state.account } }),
  after: async (_, user) => {
    const currencies: readonly string[] = user.shared
    return currencies
  },
})

/** Targets are known wherever they stand, because they are no function. */
export const targetsLast = scenario('targets last', {
  load,
  tasks: { pay: ({ payments }) => payments.get('/currencies') },
  targets: { payments: 'http://127.0.0.1:8080' },
})

/** A set-up without a promise, and one that nobody needs to name. */
export const immediate = scenario('immediate', {
  load,
  targets: { payments: 'http://127.0.0.1:8080' },
  setup: (_, user) => user.random.integer(1, 9),
  tasks: { pay: ({ payments }, user) => payments.get('/{amount}', { path: { amount: user.state } }) },
})

export const nothingKept = scenario('nothing kept', {
  load,
  targets: { payments: 'http://127.0.0.1:8080' },
  tasks: {
    pay: async ({ payments }, user) => {
      const nothing: undefined = user.state
      const shared: undefined = user.shared
      await payments.post('/payments', { nothing, shared })
    },
  },
})

const written: ScenarioOptions<{ readonly token: string }, undefined, 'payments'> = {
  load,
  targets: { payments: 'http://127.0.0.1:8080' },
  setup: () => ({ token: 'secret' }),
  tasks: { pay: ({ payments }, user) => payments.get('/', { token: user.state.token }) },
}
export const fromOptions = scenario('from options', written)

export const wrong = scenario('wrong', {
  load,
  // @ts-expect-error: an address is text.
  targets: { payments: 8080 },
  // @ts-expect-error: no limit of a scenario.
  thresholds: { failures: 0 },
  tasks: {},
})
