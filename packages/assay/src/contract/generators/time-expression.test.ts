import { expect, test } from 'vitest'
import { NOW } from './fixtures/generation.ts'
import { formatDate } from './format-date.ts'
import { moveDateTime } from './time-expression.ts'

test.each([
  ['', '2000-01-01 10:00:00.000'],
  ['now', '2000-01-01 10:00:00.000'],
  ['yesterday', '1999-12-31 10:00:00.000'],
  ['tomorrow+ 4 years', '2004-01-02 10:00:00.000'],
  ['+ 1 week', '2000-01-08 10:00:00.000'],
  ['- 2 weeks', '1999-12-18 10:00:00.000'],
  ['next week', '2000-01-08 10:00:00.000'],
  ['last month', '1999-12-01 10:00:00.000'],
  ['next fortnight', '2000-01-15 10:00:00.000'],
  ['next monday', '2000-01-03 10:00:00.000'],
  ['next sat', '2000-01-08 10:00:00.000'],
  ['last saturday', '1999-12-25 10:00:00.000'],
  ['last wednesday', '1999-12-29 10:00:00.000'],
  ['last mon + 2 weeks', '2000-01-10 10:00:00.000'],
  ['last december', '1999-12-01 10:00:00.000'],
  ['next jan', '2001-01-01 10:00:00.000'],
  ['next june + 2 weeks', '2000-06-15 10:00:00.000'],
  ['- 1 day - 1 month', '1999-11-30 10:00:00.000'],
  ['last december + 2 weeks + 4 days', '1999-12-19 10:00:00.000'],
  ['tomorrow + 29 days + 1 month', '2000-02-01 10:00:00.000'],
  ['@ midnight', '2000-01-01 00:00:00.000'],
  ["@ 2 o'clock", '2000-01-01 14:00:00.000'],
  ["@ 12 o'clock am", '2000-01-01 12:00:00.000'],
  ["@ 1 o'clock pm", '2000-01-01 13:00:00.000'],
  ["@ 1 o'clock + 5 minutes", '2000-01-01 13:05:00.000'],
  ['@ next hour', '2000-01-01 11:00:00.000'],
  ['@ last minute', '2000-01-01 09:59:00.000'],
  ['@ now + 2 hours - 4 minutes', '2000-01-01 11:56:00.000'],
  ['yesterday @ midnight - 1 hour', '1999-12-30 23:00:00.000'],
  ["tomorrow+ 4 years @ 3 o'clock + 40 milliseconds", '2004-01-02 15:00:00.040'],
])('%s is %s', (expression, wanted) => {
  const moved = moveDateTime(NOW, expression)
  expect('moment' in moved && formatDate(moved.moment, 'yyyy-MM-dd HH:mm:ss.SSS')).toEqual({ value: wanted })
})

test.each([
  ['next', 'expected a unit, a day or a month instead of the end in "next"'],
  ['+ day', 'expected a whole number instead of "day" in "+ day"'],
  ['+ 1 lightyear', 'expected days, weeks, months or years instead of "lightyear" in "+ 1 lightyear"'],
  ["@ 13 o'clock", 'expected an hour from 1 to 12 instead of "13" in " 13 o\'clock"'],
  ['@ 5', 'expected o\'clock instead of the end in " 5"'],
  ['@ + 1 day', 'expected hours, minutes, seconds or milliseconds instead of "day" in " + 1 day"'],
])('%s is no moment', (expression, problem) => {
  expect(moveDateTime(NOW, expression)).toEqual({ problem })
})
