import { expect, test } from 'vitest'
import { withoutDeepFrames } from './stack-frames.ts'

test('a short trace stays whole; of a long one the first frames are kept, each time', () => {
  const lines = [
    'FATAL ERROR: Reached heap limit - JavaScript heap out of memory',
    ' 1: 0x8410bd node::OOMErrorHandler(char const*) [node]',
    ' 2: 0xcd68bb  [node]',
    ' 3: 0xf461e5  [node]',
    '12: 0xf443ec  [node]',
    'Error: no stock',
    '    at reserve (file:///srv/orders/stock.ts:12:9)',
    '    at place (file:///srv/orders/place.ts:3:1)',
    '    at main (file:///srv/orders/main.ts:1:1)',
    'panic: runtime error: index out of range',
    '\t/srv/main.go:12 +0x1d',
  ]
  expect(withoutDeepFrames(lines)).toEqual([...lines.slice(0, 3), ...lines.slice(5, 8), ...lines.slice(9)])
})

test('other lines are left alone', () => {
  const lines = ['12:03:01 started', 'at home', '{"level":30}', '1', '2', '3', '4']
  expect(withoutDeepFrames(lines)).toEqual(lines)
})
