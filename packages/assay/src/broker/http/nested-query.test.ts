import { expect, test } from 'vitest'
import { nestedQuery } from './nested-query.ts'

const read = (text: string) => nestedQuery(new URLSearchParams(text), 'q')

test('a field that the last entry has begins the next', () => {
  expect(read('q[][pacticipant]=a&q[][version]=1&q[][pacticipant]=b')).toEqual([
    { pacticipant: 'a', version: '1' },
    { pacticipant: 'b' },
  ])
})

test('escaped brackets, numbered entries and other lists are understood', () => {
  expect(read('q%5B%5D%5Bpacticipant%5D=a%20b')).toEqual([{ pacticipant: 'a b' }])
  expect(read('q[0][pacticipant]=a&q[1][version]=1')).toEqual([{ pacticipant: 'a' }, { version: '1' }])
  expect(read('ignore[][pacticipant]=a&q=1&q[]=2&latest=true')).toEqual([])
})
