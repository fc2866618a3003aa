import { expect, test } from 'vitest'
import { endpointOf, movedTo } from './address.ts'

test('a part can be reached elsewhere without its address changing otherwise', () => {
  const address = {
    url: 'postgres://user:secret@127.0.0.1:5432/shop',
    host: '127.0.0.1',
    port: 5432,
    database: 'shop',
  }
  expect(movedTo(address, '127.0.0.1', 16_000)).toEqual({
    url: 'postgres://user:secret@127.0.0.1:16000/shop',
    host: '127.0.0.1',
    port: 16_000,
    database: 'shop',
  })
})

test('an endpoint has the port its scheme implies', () => {
  expect(endpointOf('https://example.test/api')).toEqual({
    url: 'https://example.test/api',
    host: 'example.test',
    port: 443,
  })
})
