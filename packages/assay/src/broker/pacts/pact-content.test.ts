import { expect, test } from 'vitest'
import { exactText, parseExactly } from '../../contract/file/exact-json.ts'
import { contentSha, withInteractionIds } from './pact-content.ts'

const shaOf = (text: string) => contentSha(parseExactly(text))

test('order and the tool that wrote a pact do not change its digest', () => {
  const first = shaOf(
    '{"interactions":[{"description":"a","n":1},{"description":"b"}],"metadata":{"tool":"x"}}',
  )
  const second = shaOf(
    '{"metadata":{},"interactions":[{"description":"b"},{"n":1,"description":"a","_id":"7"}]}',
  )
  expect(second).toBe(first)
})

test('everything that is expected changes it, to the last digit', () => {
  const body = (text: string) => shaOf(`{"interactions":[{"response":{"body":${text}}}]}`)
  const digests = ['1', '1.0', '"1"', '{"_id":1}', '{"_id":2}', '[1,2]', '[2,1]', 'null'].map(body)
  expect(new Set(digests).size).toBe(digests.length)
  const version = (text: string) =>
    shaOf(`{"messages":[],"metadata":{"pactSpecification":{"version":"${text}"}}}`)
  expect(version('3.0.0')).not.toBe(version('4.0'))
  expect(shaOf('{"a":1}')).not.toBe(shaOf('{"a":2}'))
})

test('interactions have ids that follow from what they say', () => {
  const shown = withInteractionIds(parseExactly('{"interactions":[{"price":1.0},{"price":1}]}'))
  expect(exactText(shown)).toMatch(/\{"price":1\.0,"_id":"\w{40}"\}/)
  expect(withInteractionIds(shown)).toEqual(shown)
})
