import { requestFilter, states } from 'assay/contract'
import { bodyOf } from '../../../../tests/body-of.ts'
import { withRealToken } from '../../../../tests/real-token.ts'

// Each interaction begins with an empty database.
states('users', {
  'a user is registered': async (params, { environment: { users } }) => {
    const { email, password = 'Analytical1843' } = params
    const user = { email, password, name: 'Ada Lovelace' }
    return { customerId: bodyOf(await users.post<{ id: string }>('/users', user)).id }
  },
  'nobody is registered': () => {},
})

requestFilter('users', withRealToken)
