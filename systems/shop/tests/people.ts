import { expect, factory, type ServiceClient } from 'assay/test'

/** What is sent to register. */
export interface NewUser {
  readonly email: string
  readonly password: string
  readonly name: string
  readonly age?: number
  readonly tier?: 'regular' | 'premium'
}

/** A user as the shop shows one. */
export interface User {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly age: number | null
  readonly tier: 'regular' | 'premium'
  readonly active: boolean
  readonly createdAt: string
}

/** A registered user whose password the test knows. */
export interface Customer extends User {
  readonly password: string
}

/** Somebody nobody has registered before. `data.create` registers them. */
export const user = factory({
  build: ({ unique, random }): NewUser => ({
    email: `${unique}@example.com`,
    password: `Analytical1843 ${unique}`,
    name: `Ada ${unique}`,
    age: random.integer(13, 130),
  }),
  persist: async (value, { users }): Promise<Customer> => {
    const registered = await users.post<User>('/users', value)
    expect(registered).toHaveStatus(201)
    return { ...registered.body, password: value.password }
  },
})

/** Logs in where a client would, at the gateway, or at the users service itself. Gives the token. */
export async function signIn(
  service: ServiceClient,
  { email, password }: Pick<Customer, 'email' | 'password'>,
): Promise<string> {
  const answer = await logIn(service, email, password)
  expect(answer).toHaveStatus(200)
  return answer.body.access_token
}

/** What `POST /token` answers to a login, whether it succeeds or not. */
export function logIn(service: ServiceClient, username: string, password: string) {
  return service.post<{ access_token: string; token_type: string; expires_in: number }>(
    '/token',
    new URLSearchParams({ grant_type: 'password', username, password }),
  )
}
