import { expect, test } from 'vitest'
import { bodyText } from './request-body.ts'

test.each([
  ['an object', { name: 'Zoë' }, 'application/json', '{"name":"ZoÃ«"}'],
  ['text', 'hello', 'text/plain; charset=utf-8', 'hello'],
  ['bytes', new Uint8Array([0, 255]), 'application/octet-stream', '\0ÿ'],
  ['a buffer', new Uint8Array([0, 255]).buffer, 'application/octet-stream', '\0ÿ'],
  [
    'a part of a buffer',
    new DataView(new Uint8Array([1, 0, 255]).buffer, 1),
    'application/octet-stream',
    '\0ÿ',
  ],
  ['an empty object', {}, 'application/json', '{}'],
  [
    'a form',
    new URLSearchParams({ username: 'zoë@example.com', password: 'a&b' }),
    'application/x-www-form-urlencoded',
    'username=zo%C3%AB%40example.com&password=a%26b',
  ],
])('%s is sent with its type and its length in bytes', (_, body, type, bytes) => {
  expect(bodyText('POST', body, undefined)).toBe(
    `content-type: ${type}\r\ncontent-length: ${bytes.length}\r\n\r\n${bytes}`,
  )
})

test('a type that was given stays, and a body that is missing is said to be empty', () => {
  expect(bodyText('PUT', '<a/>', { 'Content-Type': 'text/xml' })).toBe('content-length: 4\r\n\r\n<a/>')
  expect(bodyText('POST', undefined, undefined)).toBe('content-length: 0\r\n\r\n')
  expect(bodyText('GET', undefined, undefined)).toBe('\r\n')
})

const circular: Record<string, unknown> = {}
circular['self'] = circular

test.each([
  ['a Blob', new Blob(['x']), 'a Blob has no form in JSON'],
  ['a FormData', new FormData(), 'a FormData has no form in JSON'],
  ['a promise', Promise.resolve(1), 'a Promise has no form in JSON'],
  ['a map', new Map([[1, 2]]), 'a Map has no form in JSON'],
  ['a function', () => 1, 'a function has no form in JSON'],
  ['a symbol', Symbol('x'), 'a symbol has no form in JSON'],
  ['a large number', { id: 1n }, 'BigInt'],
  ['a circle', circular, 'circular'],
])('%s is refused, and never sent as something else', (_, body, message) => {
  expect(() => bodyText('POST', body, undefined)).toThrow(
    expect.objectContaining({ code: 'invalid_scenario', message: expect.stringContaining(message) }),
  )
})
