import { expect, test } from 'vitest'
import { basicAuthorization, credentialsIn, withoutCredentials } from './url-credentials.ts'

test.each([
  ['https://ada:secret@example.test/a?b=c@d', 'https://example.test/a?b=c@d'],
  ['ftp://ada:s@cret@host', 'ftp://host'],
  ['ada:secret@host:80/path', 'host:80/path'],
  ['https://example.test/@a', 'https://example.test/@a'],
  ['https://example.test?a=@', 'https://example.test?a=@'],
  ['nonsense', 'nonsense'],
])('%s is shown as %s', (address, shown) => {
  expect(withoutCredentials(address)).toBe(shown)
})

test('a name and password are what they stand for', () => {
  const credentials = credentialsIn(new URL('http://ad%C3%A9:100%@example.test'))
  expect(credentials).toEqual({ username: 'adé', password: '100%' })
  expect(basicAuthorization(credentials!)).toBe(`Basic ${Buffer.from('adé:100%').toString('base64')}`)
  expect(credentialsIn(new URL('http://example.test'))).toBeUndefined()
})
