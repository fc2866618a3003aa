import { expect, test } from 'vitest'
import { headerValue, headerValues } from './header-value.ts'

const head = [
  'HTTP/1.1 200 OK',
  'Content-Type:application/json',
  'Set-Cookie: sid=1; Path=/',
  'X-Empty:',
  'SET-COOKIE: \tother=2 \t',
  'X-Space: \xa0kept\xa0',
  'Location: http://localhost:80/a?b=c:d',
].join('\r\n')

test('finds the first header of a name in any case, without white space around it', () => {
  expect(headerValue(head, 'content-type')).toBe('application/json')
  expect(headerValue(head, 'Set-Cookie')).toBe('sid=1; Path=/')
  expect(headerValue(head, 'LOCATION')).toBe('http://localhost:80/a?b=c:d')
  expect(headerValue(head, 'x-empty')).toBe('')
})

test('keeps a no-break space, which is no white space of HTTP', () => {
  expect(headerValue(head, 'x-space')).toBe('\xa0kept\xa0')
})

test('finds all headers of a name in their order', () => {
  expect(headerValues(head, 'set-cookie')).toEqual(['sid=1; Path=/', 'other=2'])
  expect(headerValues(head, 'x-none')).toEqual([])
})

test('finds neither a part of a name, nor text of a value, nor the status line', () => {
  expect(headerValue(head, 'type')).toBeUndefined()
  expect(headerValue(head, 'content')).toBeUndefined()
  expect(headerValue(head, 'http')).toBeUndefined()
  expect(headerValue('HTTP/1.1 200 Age: 5', 'age')).toBeUndefined()
  expect(headerValue('', 'age')).toBeUndefined()
})
