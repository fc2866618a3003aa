import { expect, test } from 'vitest'
import { dateProblem } from './date-text.ts'

test.each([
  ['yyyy-MM-dd', '2024-02-29'],
  ['yyyy/M/d', '2024/2/9'],
  ['dd MMM yy', '03 Feb 24'],
  ['EEEE, d MMMM yyyy', 'saturday, 3 February 2024'],
  ['EEE', 'Tue'],
  ["yyyy-MM-dd'T'HH:mm:ss.SSSX", '2024-01-01T23:59:60.123Z'],
  ["yyyy-MM-dd'T'HH:mm:ssXXX", '2024-01-01T00:00:00+13:00'],
  ["yyyy-MM-dd'T'HH:mm:ssZ", '2024-01-01T00:00:00-0330'],
  ['HH:mm z', '10:00 AEST'],
  ['HH:mm VV', '10:00 America/Los_Angeles'],
  ['HH:mm OOOO', '10:00 GMT+08:00'],
  ['hh:mm a', '12:00 pm'],
  ['kk K', '24 11'],
  ["h 'o''clock'", "5 o'clock"],
  ["''yy", "'24"],
  ['QQQ yyyy', 'Q3 2024'],
  ['D', '366'],
  ['G', 'AD'],
  ['e w W', '7 52 4'],
  ['A', '86399999'],
])('%s takes %s', (format, text) => {
  expect(dateProblem(text, format)).toBeUndefined()
})

test.each([
  ['yyyy-MM-dd', '2023-02-29', "'29' is not a valid day for month '02' in year 2023"],
  ['dd MMM', '31 Apr', "'31' is not a valid day for month 'Apr'"],
  ['yyyy-MM-dd', '23/07/19', 'no "-" at "/07/19"'],
  ['yyyy-MM-dd', '2023-13-01', 'no month at "13-01"'],
  ['yyyy-MM-dd', '2023-01-01T10', '"T10" is left over'],
  ['HH:mm', '24:00', 'no hour (0 to 23) at "24:00"'],
  ['yyyy', '', 'no year at ""'],
  ['z', 'XYZ', 'no time zone at "XYZ"'],
  ['VV', 'Moon/Base', 'no time zone at "Moon/Base"'],
  ['xxxx', '+00600', 'no time zone at "+00600"'],
  ['XXXXX', '+19:00', 'no time zone at "+19:00"'],
  ['ddd', '001', 'the date pattern "ddd" cannot be read: too many "d"'],
  ['b', 'x', 'the date pattern "b" cannot be read: "b" is no letter of a date pattern'],
  ['yyyy{', '2020', 'the date pattern "yyyy{" cannot be read at "{"'],
  ['', '', 'the date pattern is empty'],
])('%s does not take %j', (format, text, problem) => {
  expect(dateProblem(text, format)).toBe(problem)
})
