import { expect, test } from 'vitest'
import { parseExactly } from '../../contract/file/exact-json.ts'
import { pactDiff } from './pact-diff.ts'

const pact = (...interactions: object[]) => parseExactly(JSON.stringify({ interactions }))

test('what was added, removed and changed is told, and nothing else', () => {
  const before = pact(
    { description: 'a user', response: { status: 200, body: { id: 1, name: 'Ada' } } },
    { description: 'gone' },
    { description: 'same', response: { status: 200 } },
  )
  const after = pact(
    { description: 'same', response: { status: 200 } },
    { description: 'a user', response: { body: { name: 'Ada', id: 2 }, status: 200 } },
    { description: 'new' },
  )
  expect(pactDiff(before, after)).toMatchInlineSnapshot(`
    "changed: a user
        "response": {
          "body": {
    -       "id": 1,
    +       "id": 2,
            "name": "Ada"
          },
      …

    removed: gone

    added: new"
  `)
  const price = (text: string) => parseExactly(`{"interactions":[{"description":"a","price":${text}}]}`)
  expect(pactDiff(price('1'), price('1.0'))).toContain('+   "price": 1.0')
  expect(pactDiff(before, before)).toBe('No interaction differs.')
})
