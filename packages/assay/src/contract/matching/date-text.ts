import { type DateToken, MONTHS, readDatePattern, WEEKDAYS } from './date-pattern.ts'
import { isZoneAbbreviation, isZoneName } from './time-zones.ts'

/** Why a text does not have the form of a date pattern; `undefined` when it has. */
export function dateProblem(text: string, format: string): string | undefined {
  const form = formOf(format)
  if ('problem' in form) return form.problem
  const found: Found = {}
  let position = 0
  for (const field of form.fields) {
    const read = readField(field, text, position)
    if (read === undefined) return `no ${field.name} at "${text.slice(position)}"`
    if (field.part !== undefined) found[field.part] ??= read
    position += read.length
  }
  if (position < text.length) return `"${text.slice(position)}" is left over`
  return dayProblem(found)
}

type Form = { readonly fields: readonly Field[] } | { readonly problem: string }

const forms = new Map<string, Form>()
const MOST_FORMS = 1_000

function formOf(format: string): Form {
  const known = forms.get(format)
  if (known !== undefined) return known
  const pattern = readDatePattern(format)
  const form = 'problem' in pattern ? pattern : { fields: pattern.tokens.map(createField) }
  if (forms.size >= MOST_FORMS) forms.clear()
  forms.set(format, form)
  return form
}

interface Found {
  day?: string
  month?: string
  year?: string
}

function readField(field: Field, text: string, position: number): string | undefined {
  if (typeof field.pattern === 'string')
    return text.startsWith(field.pattern, position) ? field.pattern : undefined
  field.pattern.lastIndex = position
  const read = field.pattern.exec(text)?.[0]
  return read === undefined || field.isRight?.(read) === false ? undefined : read
}

/** How a field looks. As many characters as possible are read, and none given back. */
interface Field {
  readonly name: string
  /** A text that stands for itself, or a sticky expression. */
  readonly pattern: string | RegExp
  readonly isRight?: (text: string) => boolean
  /** What it is needed for beyond its form. */
  readonly part?: keyof Found
}

const PARTS: Readonly<Record<string, keyof Found>> = { d: 'day', M: 'month', y: 'year', u: 'year', Y: 'year' }

function createField(token: DateToken): Field {
  if (token.kind === 'text') return { name: `"${token.text}"`, pattern: token.text }
  const part = PARTS[token.letter]
  const field = letterField(token.letter, token.count)
  return part === undefined ? field : { ...field, part }
}

type NumberForm = readonly [name: string, mostDigits: number, least: number, most: number]

/** Fields that are numbers. */
const NUMBERS: Readonly<Record<string, NumberForm>> = {
  w: ['week of the year', 2, 1, 56],
  W: ['week of the month', 2, 1, 5],
  F: ['week of the month', 2, 0, 4],
  D: ['day of the year', 3, 1, 366],
  d: ['day of the month', 2, 1, 31],
  L: ['month', 2, 1, 12],
  q: ['quarter', 2, 1, 4],
  k: ['hour (1 to 24)', 2, 1, 24],
  H: ['hour (0 to 23)', 2, 0, 23],
  h: ['hour (1 to 12)', 2, 1, 12],
  K: ['hour (0 to 11)', 2, 0, 11],
  m: ['minute', 2, 0, 59],
  s: ['second', 2, 0, 60],
}

function letterField(letter: string, count: number): Field {
  const number = NUMBERS[letter]
  if (number !== undefined) return numberField(number)
  switch (letter) {
    case 'G':
      return { name: 'era', pattern: /ad|bc/iy }
    case 'a':
      return { name: 'am or pm', pattern: /am|pm/iy }
    case 'M':
      return count <= 2 ? numberField(['month', 2, 1, 12]) : nameField('month', MONTHS, count)
    case 'E':
      return nameField('day of the week', WEEKDAYS, count)
    case 'e':
    case 'c':
      return count > 2
        ? nameField('day of the week', WEEKDAYS, count)
        : numberField(['day of the week', 1, 1, 7])
    case 'Q':
      if (count < 3) return numberField(['quarter', 2, 1, 4])
      return { name: 'quarter', pattern: count === 3 ? /Q[1-4]/iy : /(?:1st|2nd|3rd|4th) quarter/iy }
    case 'y':
    case 'Y':
    case 'u':
      return { name: 'year', pattern: new RegExp(`\\d{1,${count}}`, 'y') }
    case 'S':
      return { name: 'fraction of a second', pattern: new RegExp(`\\d{1,${count}}`, 'y') }
    case 'n':
    case 'A':
    case 'N':
      return { name: 'number', pattern: /\d+/y }
    default:
      return zoneField(letter, count)
  }
}

function numberField([name, digits, least, most]: NumberForm): Field {
  const isRight = (text: string) => Number(text) >= least && Number(text) <= most
  return { name, pattern: new RegExp(`\\d{1,${digits}}`, 'y'), isRight }
}

/** Up to three letters are an abbreviation. */
function nameField(name: string, names: readonly string[], count: number): Field {
  const texts = count > 3 ? names : names.map((text) => text.slice(0, 3))
  return { name, pattern: new RegExp(texts.join('|'), 'iy') }
}

const HOUR = '(?:0?\\d(?!\\d)|0\\d|1[0-8])'
const MINUTE = '(?:[0-5]\\d|\\d(?!\\d))'

function zoneField(letter: string, count: number): Field {
  const zone = (pattern: string) => ({ name: 'time zone', pattern: new RegExp(pattern, 'y') })
  switch (letter) {
    case 'V':
      return { name: 'time zone', pattern: /[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+)+/y, isRight: isZoneName }
    case 'z':
      if (count < 4) return { name: 'time zone', pattern: /[A-Z]{3,4}/y, isRight: isZoneAbbreviation }
      return { name: 'time zone in an abbreviation; full names are not supported', pattern: /(?!)/y }
    case 'O':
      return zone(`(?:GMT|UTC)[+-]${HOUR}${count < 4 ? `(?::${MINUTE})?` : `:${MINUTE}`}`)
    case 'Z':
      if (count < 4) return zone(`[+-]${HOUR}${MINUTE}`)
      return zone(count === 4 ? `(?:GMT|UTC)(?:[+-]${HOUR}:${MINUTE})?` : `[+-]${HOUR}:${MINUTE}`)
    case 'X':
      return zone(`Z|${offsetPattern(count)}`)
    default:
      return zone(offsetPattern(count))
  }
}

function offsetPattern(count: number): string {
  const hour = `[+-]${HOUR}`
  if (count === 1) return `${hour}(?:${MINUTE})?`
  if (count === 2) return `${hour}${MINUTE}`
  if (count === 3) return `${hour}:${MINUTE}`
  if (count === 4) return `${hour}${MINUTE}(?:${MINUTE})?`
  return `${hour}:${MINUTE}(?::${MINUTE})?`
}

/** There is no 31st of April. */
function dayProblem({ day, month, year }: Found): string | undefined {
  if (day === undefined || month === undefined) return undefined
  const index = MONTHS.findIndex((name) => name.startsWith(month.toLowerCase()))
  const monthNumber = index === -1 ? Number(month) : index + 1
  // Without a year, the 29th of February is none, as in all Pact tools.
  if (Number(day) <= daysIn(monthNumber, year === undefined ? 2001 : Number(year))) return undefined
  return `'${day}' is not a valid day for month '${month}'${year === undefined ? '' : ` in year ${year}`}`
}

function daysIn(month: number, year: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
