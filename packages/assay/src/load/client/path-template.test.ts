import { expect, test } from 'vitest'
import { compileTemplate, fillTemplate, guessTemplate } from './path-template.ts'

test('a template is filled in, and its values cannot leave their place', () => {
  const template = compileTemplate('/users/{userId}/orders/{orderId}.json')
  expect(fillTemplate(template, { userId: 7, orderId: 'a/b?c' })).toBe('/users/7/orders/a%2Fb%3Fc.json')
})

test('what is written between the values cannot leave its place either', () => {
  const template = compileTemplate('/a b\r\nx: y/{id}/50%25#end')
  expect(fillTemplate(template, { id: 1 })).toBe('/a%20b%0D%0Ax:%20y/1/50%25%23end')
})

test.each(['.', '..'])('the value "%s" would be another path', (id) => {
  expect(() => fillTemplate(compileTemplate('/users/{id}'), { id })).toThrow(
    expect.objectContaining({ code: 'invalid_scenario', message: expect.stringContaining(`"${id}"`) }),
  )
})

test('a value that is missing is named', () => {
  expect(() => fillTemplate(compileTemplate('/users/{id}'), {})).toThrow('needs a value for "id"')
})

test.each([
  ['/users/42', '/users/{id}'],
  ['/users/42/orders/7f3a9c11e2', '/users/{id}/orders/{id}'],
  ['/items/3f2504e0-4f89-41d3-9a0c-0305e82c3301', '/items/{id}'],
  ['/events/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/events/{id}'],
  ['/products/widget', '/products/widget'],
  ['/feedface', '/feedface'],
  ['/', '/'],
])('%s is an operation of %s', (path, template) => {
  expect(guessTemplate(path)).toBe(template)
})
