import { expect, test } from 'vitest'
import { addHeaderLines, commonHeaders, headerLines, ownHeaders } from './request-headers.ts'

test('a header cannot add a line of its own', () => {
  expect(headerLines({ 'x-name': 'Zoë' })).toBe('x-name: Zoë\r\n')
  expect(() => headerLines({ 'x-name': 'a\r\nx-other: b' })).toThrow('HTTP does not allow')
  expect(() => headerLines({ 'x name': 'a' })).toThrow('HTTP does not allow')
})

test('each name is written once, however it is spelled: the request counts more than the user', () => {
  const common = commonHeaders('shop.test', { authorization: 'Bearer user', 'x-tenant': 'acme' })
  expect(addHeaderLines(common, { 'X-Trace': '1' })).toBe(
    'host: shop.test\r\nauthorization: Bearer user\r\nx-tenant: acme\r\nx-trace: 1\r\n',
  )
  expect(addHeaderLines(common, { 'X-Trace': '1', 'X-Tenant': 'other', Host: 'else.test' })).toBe(
    'host: else.test\r\nauthorization: Bearer user\r\nx-tenant: other\r\nx-trace: 1\r\n',
  )
  expect(addHeaderLines(common, ownHeaders('request', undefined)!)).toContain(
    'authorization: Bearer request\r\n',
  )
  expect(ownHeaders('token', { Authorization: 'Basic x' })).toEqual({ authorization: 'Basic x' })
})

test.each(['Content-Length', 'transfer-encoding'])('%s follows from the body', (name) => {
  expect(() => headerLines({ [name]: '5' })).toThrow(
    expect.objectContaining({ code: 'invalid_scenario', message: expect.stringContaining(name) }),
  )
})
