import { expect, test } from 'vitest'
import { decodeMetadata, encodeMetadata } from './metadata.ts'

test('what is put into an address comes out of it', () => {
  const metadata = { versions: ['1.0/β', '2'], isWip: true }
  expect(decodeMetadata(encodeMetadata(metadata))).toEqual(metadata)
})

test('an address does not grow without end', () => {
  const versions = Array.from({ length: 500 }, (_, index) => `${index}`.padStart(200, 'x'))
  const encoded = encodeMetadata({ versions, isWip: false })
  expect(encoded.length).toBeLessThan(4_500)
  expect(decodeMetadata(encoded).versions).toEqual(versions.slice(0, 14))
})

test('what nobody has put there says nothing', () => {
  for (const text of [
    '',
    'x',
    'null',
    '!!!',
    Buffer.from('{"versions":[1,{}],"isWip":"yes"}').toString('base64url'),
  ]) {
    expect(decodeMetadata(text)).toEqual({ versions: [], isWip: false })
  }
})
