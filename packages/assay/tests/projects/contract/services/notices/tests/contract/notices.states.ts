import { messages, requestFilter, states } from 'assay/contract'
// @ts-expect-error: the service is plain JavaScript.
import { noticeOf } from '../../notice.mjs'

states('notices', { 'an order was sent': () => ({ id: 42, token: 'of today' }) })

messages('notices', {
  'a notice for the customer': ({ values }) => ({
    contents: noticeOf(values.id),
    metadata: { topic: 'notices' },
  }),
})

requestFilter('notices', (request, { values }) => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${values.token}` },
}))
