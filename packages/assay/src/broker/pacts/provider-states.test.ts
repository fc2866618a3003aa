import { expect, test } from 'vitest'
import { parseExactly } from '../../contract/file/exact-json.ts'
import { statesOf, usedStates } from './provider-states.ts'

test('states of every version of the specification are found', () => {
  const text =
    '{"interactions":[{"providerState":"a"},{"providerStates":[{"name":"b","params":{"id":1.0}},{"name":"a"}]},{"provider_state":"c"}],"messages":[{"providerStates":[{"name":"d","params":{}}]}]}'
  expect(statesOf(parseExactly(text)).map(({ name }) => name)).toEqual(['a', 'b', 'a', 'c', 'd'])
})

test('a state is told once, with its consumers; other parameters are another state', () => {
  const used = usedStates([
    { consumer: 'web', states: [{ name: 'b' }, { name: 'a', params: { id: 1 } }] },
    { consumer: 'app', states: [{ name: 'b' }, { name: 'b' }, { name: 'a', params: { id: 2 } }] },
  ])
  expect(used).toEqual([
    { name: 'a', params: { id: 1 }, consumers: ['web'] },
    { name: 'a', params: { id: 2 }, consumers: ['app'] },
    { name: 'b', consumers: ['app', 'web'] },
  ])
})
