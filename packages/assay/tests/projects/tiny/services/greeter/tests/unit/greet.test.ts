import { expect, test } from 'vitest'
// @ts-expect-error: the service is plain JavaScript.
import { greet } from '../../greet.mjs'

test('greets by name', () => {
  expect(greet('Ada')).toBe('Hello, Ada!')
})
