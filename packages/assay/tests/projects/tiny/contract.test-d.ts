// Checked by the compiler: functions of providers get the parts of the registered system.
import { messages, requestFilter, type StateFunction, states } from 'assay/contract'

const nameless: StateFunction = (_params, { environment }) => {
  environment.stubs.names.on('GET /names/:id', { status: 404 })
}

states('greeter', {
  'nobody has a name': nameless,
  'names answers': {
    setup: async ({ id }, { environment, signal }) => ({ id, url: environment.greeter.url, signal }),
    teardown: (_params, { environment }) => environment.greeter.stop(),
  },
})
messages('names', {
  'a name was given': ({ environment, values }) => ({ contents: { at: environment.names.url, values } }),
})
requestFilter('greeter', (request, { environment, consumer, interaction, values }) => ({
  ...request,
  headers: {
    ...request.headers,
    origin: environment.names.url,
    at: `${consumer} ${interaction}${values['id']}`,
  },
}))

// @ts-expect-error: the system has no service "nobody".
states('nobody', {})
// @ts-expect-error: the system has no part "nobody".
states('greeter', { 'nobody is there': (_params, { environment }) => environment.nobody.url })
// @ts-expect-error: a filter gives a request.
requestFilter('greeter', () => undefined)
