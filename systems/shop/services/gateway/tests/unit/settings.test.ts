import { parseSettings } from '@shop/service-kit/settings'
import { expect, test } from 'assay/test'
import { variables } from '../../src/settings.ts'

const { CORS_ORIGINS, TRUST_PROXY } = variables

test.for<[string, string[]]>([
  ['', []],
  ['https://shop.example', ['https://shop.example']],
  [' https://shop.example , https://admin.example,', ['https://shop.example', 'https://admin.example']],
])('the origins "%s" are %j', ([given, origins]) => {
  expect(parseSettings({ CORS_ORIGINS }, { CORS_ORIGINS: given })).toEqual({ CORS_ORIGINS: origins })
})

test('a proxy is only believed when exactly that is said', () => {
  expect(parseSettings({ TRUST_PROXY }, {})).toEqual({ TRUST_PROXY: 'false' })
  expect(() => parseSettings({ TRUST_PROXY }, { TRUST_PROXY: 'yes' })).toThrow(
    'TRUST_PROXY must be true or false',
  )
})
