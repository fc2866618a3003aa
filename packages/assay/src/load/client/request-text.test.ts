import { expect, test } from 'vitest'
import { bodyText, headerLines, queryText } from './request-text.ts'

test.each([
  ['an object', { name: 'Zoë' }, 'application/json', '{"name":"ZoÃ«"}'],
  ['text', 'hello', 'text/plain; charset=utf-8', 'hello'],
  ['bytes', new Uint8Array([0, 255]), 'application/octet-stream', '\0ÿ'],
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

test('a query leaves out what is undefined, and encodes the rest', () => {
  expect(queryText({ limit: 5, search: 'a b&c', category: undefined })).toBe('?limit=5&search=a%20b%26c')
  expect(queryText({ category: undefined })).toBe('')
})

test('a header cannot add a line of its own', () => {
  expect(headerLines({ 'x-name': 'Zoë' })).toBe('x-name: Zoë\r\n')
  expect(() => headerLines({ 'x-name': 'a\r\nx-other: b' })).toThrow('HTTP does not allow')
  expect(() => headerLines({ 'x name': 'a' })).toThrow('HTTP does not allow')
})
