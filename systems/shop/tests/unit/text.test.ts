import { pageQuery } from '@shop/service-kit/page'
import { line, paragraph } from '@shop/service-kit/text'
import { describe, expect, test } from 'assay/test'

describe('a line of text', () => {
  test('is trimmed before its length counts', () => {
    expect(line(5).parse('  lamps  ')).toBe('lamps')
  })

  test.for([
    ['of nothing but space', '   '],
    ['that is too long', 'lampsh'],
    ['with a line break', 'la\nmp'],
    ['with a zero byte', 'la\0mp'],
  ])('is refused: %s', ([, text]) => {
    expect(line(5).safeParse(text).success).toBe(false)
  })
})

test('a paragraph may have line breaks and tabs, but no other control characters', () => {
  expect(paragraph(20).safeParse('two\r\n\tlines').success).toBe(true)
  expect(paragraph(20).safeParse('bell \u0007').success).toBe(false)
})

describe('the part of a list that is asked for', () => {
  test('is the first twenty, unless it is said', () => {
    expect(pageQuery.parse({})).toEqual({ limit: 20, offset: 0 })
    expect(pageQuery.parse({ limit: '100', offset: '40' })).toEqual({ limit: 100, offset: 40 })
  })

  test.for([{ limit: '0' }, { limit: '101' }, { limit: '1.5' }, { limit: 'all' }, { offset: '-1' }])(
    'cannot be %o',
    (query) => {
      expect(pageQuery.safeParse(query).success).toBe(false)
    },
  )
})
