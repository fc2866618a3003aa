// Checked by the compiler (`npm run check`): each @ts-expect-error must be an error.
import type { LoadResponse } from '../client/load-response.ts'
import type { TargetClient } from './target-client.ts'

/** As TypeScript sees an imported document: names are literal, values are not. */
interface UsersDocument {
  readonly openapi: string
  readonly paths: {
    readonly '/users': { readonly get: object; readonly post: object }
    readonly '/users/{id}': { readonly get: object; readonly put: object; readonly delete: object }
    readonly '/users/{id}/orders/{order}': { readonly get: object }
  }
}

declare const users: TargetClient<UsersDocument>

export async function asDocumented(): Promise<void> {
  await users.get('/users', { query: { limit: 5 } })
  const response: LoadResponse = await users.get('/users/{id}', { path: { id: 42 }, expect: 200 })
  await users.post('/users', { email: response.json<{ email: string }>().email })
  await users.put('/users/{id}', { name: 'Ada' }, { path: { id: '42' }, token: 'secret' })
  await users.get('/users/{id}/orders/{order}', { path: { id: 42, order: 7 } })
}

export async function notDocumented(): Promise<void> {
  // @ts-expect-error: the document has no such path.
  await users.get('/user')
  // @ts-expect-error: a path is written as its template, so that it is recorded as one operation.
  await users.get('/users/42')
  // @ts-expect-error: the path has no such method.
  await users.post('/users/{id}', {}, { path: { id: 42 } })
  // @ts-expect-error: the document describes no HEAD.
  await users.head('/users')
  // @ts-expect-error: "id" needs a value.
  await users.get('/users/{id}')
  // @ts-expect-error: "id" needs a value.
  await users.get('/users/{id}', { expect: 200 })
  // @ts-expect-error: "order" needs a value too.
  await users.get('/users/{id}/orders/{order}', { path: { id: 42 } })
  // @ts-expect-error: "id" needs a value, and a body is no options.
  await users.put('/users/{id}', { path: { id: 42 } })
  // @ts-expect-error: a value is text or a number.
  await users.delete('/users/{id}', { path: { id: true } })
  // @ts-expect-error: a status is a number.
  await users.get('/users', { expect: '200' })
}

declare const versioned: TargetClient<
  UsersDocument & { readonly servers: readonly { readonly url: string }[] }
>

export async function belowServers(): Promise<void> {
  await versioned.get('/users')
  await versioned.get('/api/v1/users/{id}', { path: { id: 42 } })
  // @ts-expect-error: "id" needs a value below a server as well.
  await versioned.get('/api/v1/users/{id}')
  // @ts-expect-error: no server can be in front of what the document does not have.
  await versioned.get('/api/v1/user')
}

declare const unknown: TargetClient

export async function withoutDocument(id: number, location: string): Promise<void> {
  await unknown.get('/anything')
  await unknown.get(`/anything/${id}`)
  await unknown.get(location)
  await unknown.post('/things/{id}', 'a body', { path: { id } })
  // @ts-expect-error: a parameter needs its value wherever the path comes from.
  await unknown.get('/things/{id}')
}
