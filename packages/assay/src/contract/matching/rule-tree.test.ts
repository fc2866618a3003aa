import { expect, test } from 'vitest'
import { rulesFor } from './fixtures/expectations.ts'
import { formatPath, parsePathExpression } from './path-expression.ts'
import { type RulePlace, rulesAtRoot } from './rule-tree.ts'

function at(place: RulePlace, ...parts: readonly (string | number)[]): RulePlace {
  return parts.reduce((above, part) => above.below(part), place)
}

/** Each rule is a pattern that names its own expression. */
function placeIn(expressions: readonly string[]) {
  const rules = rulesFor(Object.fromEntries(expressions.map((regex) => [regex, { match: 'regex', regex }])))
  return (...parts: readonly (string | number)[]) => {
    const { list, isCascaded } = at(rulesAtRoot(rules), ...parts)
    const [rule] = list?.rules ?? []
    return rule?.match === 'regex' ? `${rule.regex}${isCascaded ? ' above' : ''}` : undefined
  }
}

test('the heaviest expression holds, and cascades', () => {
  const place = placeIn(['$', '$.item1', '$.item1.level[1].id', '$.item1.level[*].id', '$.*.level[*].id'])
  expect(place()).toBe('$')
  expect(place('other', 'x')).toBe('$ above')
  expect(place('item1')).toBe('$.item1')
  expect(place('item1', 'level')).toBe('$.item1 above')
  expect(place('item1', 'level', 1, 'id')).toBe('$.item1.level[1].id')
  expect(place('item1', 'level', 2, 'id')).toBe('$.item1.level[*].id')
  expect(place('item2', 'level', 2, 'id', 'deep', 0)).toBe('$.*.level[*].id above')
})

test('a shorter expression may be heavier than one with stars', () => {
  const place = placeIn(['$.a.b', '$.*.*.c'])
  expect(place('a', 'b', 'c')).toBe('$.a.b above')
  expect(place('a', 'x', 'c')).toBe('$.*.*.c')
})

test('[*] is for indexes and numbers only, .* for all', () => {
  const place = placeIn(['$[*]', '$.x.*'])
  expect(place(7)).toBe('$[*]')
  expect(place('7')).toBe('$[*]')
  expect(place('name')).toBeUndefined()
  expect(place('x', 'name')).toBe('$.x.*')
  expect(place('x', 3)).toBe('$.x.*')
})

test('nothing holds where no expression fits', () => {
  expect(placeIn(['$.a.b'])('a')).toBeUndefined()
  expect(rulesAtRoot(undefined).below('a').list).toBeUndefined()
})

test.each([
  ['$', []],
  ['$.a.b', ['a', 'b']],
  ["$.a['b c'][0]", ['a', 'b c', 0]],
  ['$.a-b.c:d.@e.#text', ['a-b', 'c:d', '@e', '#text']],
  ['$.größe', ['größe']],
  ["$['it\\'s']['a\\\\b']", ["it's", 'a\\b']],
  ["$['a\\b']", ['a\\b']],
  ['name[0]', ['name', 0]],
])('reads %s', (expression, parts) => {
  const tokens = parsePathExpression(expression).slice(1)
  expect(
    tokens.map((token) => (token.kind === 'name' ? token.name : token.kind === 'index' ? token.index : '*')),
  ).toEqual(parts)
})

test.each(['.a', '$a', '$.', '$.a b', '$[', '$[]', '$[x]', '$[0', "$['", "$['']", "$['a", "$['a'"])(
  'refuses %s',
  (expression) => {
    expect(() => parsePathExpression(expression)).toThrowError(
      expect.objectContaining({ code: 'invalid_path_expression' }),
    )
  },
)

test('writes what it can read', () => {
  const parts = ['a', 0, 'b c', "it's", 'a\\b', '7', '*']
  expect(formatPath(parts)).toBe("$.a[0]['b c']['it\\'s']['a\\\\b'][7].*")
  expect(parsePathExpression(formatPath(parts))).toHaveLength(parts.length + 1)
})
