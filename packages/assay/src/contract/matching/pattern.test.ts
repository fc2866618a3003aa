import { setFlagsFromString } from 'node:v8'
import { expect, test } from 'vitest'
import { findCaptured, findWhole } from './pattern.ts'

test.each([
  // The whole text, from its first character.
  ['\\d', '12', false],
  ['\\d+', '12', true],
  ['a|ab', 'ab', true],
  ['ab|a', 'ab', true],
  ['.*?', 'ab', true],
  ['(a|ab)(c)?', 'abc', true],
  ['a?|b', 'ab', false],
  ['^\\d{1,4}$', '9999', true],
  ['\\d{1,4}', '9999X', false],
  ['', '', true],
  // Anchors are for lines.
  ['^a$\\n^b$', 'a\nb', true],
  ['a\\n^$', 'a\n', false],
  ['^$', '', true],
  ['\\Aa\\z', 'a', true],
  ['a\\n?\\Z', 'a\n', true],
  ['.+', 'a\nb', false],
  ['(?m).+', 'a\nb', true],
  ['(?m:.)\\n', '\n\n', true],
  // Options.
  ['(?i)abc', 'AbC', true],
  ['a(?i:b)c', 'aBC', false],
  ['(?i-m:a)', 'A', true],
  ['a(?i:b)[c]', 'aBC', false],
  ['(a(?i)b)[c]', 'aBc', true],
  ['(?i)\\p{Lu}\\P{Lu}', 'Aa', true],
  ['(?i)\\p{Lu}', 'a', false],
  ['(?i)[[:^upper:]]+', 'aA', true],
  ['(?i)[^[:upper:]]', 'a', false],
  ['(?i)[^\\P{Lu}]', 'A', false],
  ['(?x) a b # comment\n c', 'abc', true],
  ['(?x) a + # some\n {2}', 'aaaa', true],
  ['(?i)[a-c&&[^b]]Σ(é)\\1', 'CσÉé', true],
  ['a(?#comment)b', 'ab', true],
  // Nothing given back.
  ['a++a', 'aaa', false],
  ['(?>a+)b', 'aab', true],
  ['(?>a|ab)c', 'abc', false],
  ['a{2}+', 'aaaa', true],
  ['a{,2}', 'aa', true],
  ['a{x}', 'a{x}', true],
  // Classes.
  ['[[:alpha:]]+[[:digit:]]+', 'äb12', true],
  ['[[:^space:]]+', 'a b', false],
  ['\\h+', 'cafe01', true],
  ['\\H', 'g', true],
  ['[a-z&&[^aeiou]]+', 'xyz', true],
  ['[a-z&&[^aeiou]]+', 'xaz', false],
  ['[]a]+', ']a', true],
  ['[^\\]]', ']', false],
  ['[\\w.-]+@[\\w-]+\\.\\w+', 'a.b-c@d-e.org', true],
  ['\\d+', '٣٤', true],
  ['\\p{Lu}\\p{^Lu}\\P{Lu}', 'Abc', true],
  ['\\p{Greek}', 'α', true],
  ['[\\x41-\\x{43}\\u0044]+', 'ABCD', true],
  ['\\bfoo\\b.*', 'foo bar', true],
  ['\\-\\_\\"\\ \\/', '-_" /', true],
  ['\\Q1+1\\E=2', '1+1=2', true],
  ['a\\Rb', 'a\r\nb', true],
  // Groups.
  ['(a)(?:b)\\1', 'aba', true],
  ['(?<x>a)\\k<x>', 'aa', true],
  ['(?=a)\\w(?<!b)', 'a', true],
  ['😀.', '😀x', true],
])('%s on %j: %j', (regex, text, isFound) => {
  expect(findWhole(regex, text)).toEqual({ kind: isFound ? 'found' : 'not-found' })
})

test.each([
  ['a(', 'a group has no end'],
  ['a)', 'a closing parenthesis has no opening one'],
  ['[a', 'it ends too early'],
  ['*a', 'nothing is there to repeat'],
  ['a|^*', 'an assertion cannot be repeated'],
  ['(?=a)+', 'an assertion cannot be repeated'],
  ['[b-a]', 'a range of characters is the wrong way round'],
  ['\\p{Nonsense}', 'there is no property of characters called Nonsense'],
  ['\\2', 'there is no group 2'],
  ['a\\Kb', '\\K is not supported'],
  ['(?q)a', 'there is no option q'],
  ['('.repeat(500), 'its groups are nested too deeply'],
])('%s cannot be read', (regex, reason) => {
  expect(findWhole(regex, 'a')).toEqual({ kind: 'invalid', reason })
})

// V8 compiles so when many patterns are in use.
test('case counts where it should when V8 does not optimize patterns', () => {
  setFlagsFromString('--no-regexp-optimization')
  try {
    const found = ['A-', 'a-', 'b'].map((text) => findWhole('(?i)(?>a-)|(?-i)b', text).kind)
    expect(found).toEqual(['found', 'found', 'found'])
    expect(findWhole('A|x(?i:[a-c]+)', 'a')).toEqual({ kind: 'not-found' })
  } finally {
    setFlagsFromString('--regexp-optimization')
  }
})

test('a pattern that backtracks without end is given up', () => {
  const startedMs = performance.now()
  expect(findWhole('(a+)+$', `${'a'.repeat(50)}b`)).toEqual({ kind: 'gave-up', afterMs: 100 })
  expect(performance.now() - startedMs).toBeLessThan(1_000)
  expect(findWhole('(a+)+$', 'a'.repeat(50))).toEqual({ kind: 'found' })
})

test.each([
  [`${'(?:a|[ab])'.repeat(50)}b`, 'a'.repeat(51)],
  [`${'(?:|^|$)'.repeat(50)}\\b`, ''],
  [`${'a?'.repeat(40)}${'a'.repeat(40)}b`, 'a'.repeat(60)],
  ['(?:a{0,30}){30}b', 'a'.repeat(40)],
  ['(?:a|b|ab)*c', 'ab'.repeat(30)],
  ['(a*)*b', 'a'.repeat(40)],
])('so is one that has too many ways to go: %.30s…', (regex, text) => {
  expect(findWhole(regex, text)).toEqual({ kind: 'gave-up', afterMs: 100 })
})

test('finds what the first group captures', () => {
  expect(findCaptured('.*(/path)$', 'http://localhost:1/path')).toEqual({
    before: '',
    captured: '/path',
    after: '',
  })
  expect(findCaptured('(/p)', 'x/py')).toEqual({ before: 'x', captured: '/p', after: 'y' })
  expect(findCaptured('/p', '/p')).toEqual({ problem: 'has no group that finds something' })
  expect(findCaptured('(q)', '/p')).toEqual({ problem: "does not match '/p'" })
})
