import { expect, test } from 'vitest'
import { fillBody, fillText } from './fill-template.ts'

const values = { consumerName: 'a "b"', eventName: 'published' }

test('known parameters are filled in, others stay', () => {
  expect(fillText('${pactbroker.eventName} ${pactbroker.other} ${other}', values)).toBe(
    'published ${pactbroker.other} ${other}',
  )
  expect(fillText('/?of=${pactbroker.consumerName}', values, encodeURIComponent)).toBe('/?of=a%20%22b%22')
  expect(fillText('${pactbroker.toString}', values)).toBe('${pactbroker.toString}')
})

test('every text of a body is filled, and nothing else', () => {
  const body = { list: ['${pactbroker.consumerName}', 1, null, true], '${pactbroker.eventName}': {} }
  expect(fillBody(body, values)).toEqual({ list: ['a "b"', 1, null, true], published: {} })
})
