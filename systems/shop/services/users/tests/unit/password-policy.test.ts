import { describe, expect, test } from 'assay/test'
import { brokenPasswordRules } from '../../src/password-policy.ts'

describe('a password that keeps every rule is good', () => {
  test.for([
    ['of the least length', 'Abcdef12'],
    ['of the greatest length', `A1${'b'.repeat(126)}`],
    ['with spaces and signs', 'Correct horse 2 battery!'],
    ['with letters and digits of other alphabets', 'Äpfelß٣٤'],
  ])('%s', ([, password]) => {
    expect(brokenPasswordRules(password!)).toEqual([])
  })
})

describe('a password that breaks one rule is told which', () => {
  test.for([
    ['Abcde12', 'must have at least 8 characters'],
    [`A1${'b'.repeat(127)}`, 'must have at most 128 characters'],
    ['ABCDEF12', 'must contain a lower-case letter'],
    ['abcdef12', 'must contain an upper-case letter'],
    ['Abcdefgh', 'must contain a digit'],
  ])('%s %s', ([password, rule]) => {
    expect(brokenPasswordRules(password!)).toEqual([rule])
  })
})

test('a password that breaks several rules is told all of them', () => {
  expect(brokenPasswordRules('')).toEqual([
    'must have at least 8 characters',
    'must contain a lower-case letter',
    'must contain an upper-case letter',
    'must contain a digit',
  ])
})
