import { MONTHS, WEEKDAYS } from '../matching/date-pattern.ts'

/** A moment, or what is wrong with the expression for it. */
export type Moment = { readonly moment: Date } | { readonly problem: string }

/**
 * Moves a moment by an expression: `tomorrow`, `+ 1 week`, `next monday + 2 days`. Words and signs
 * stand in any spacing.
 */
export function moveDate(from: Date, expression: string): Moment {
  const words = wordsOf(expression)
  const base = BASES[words[0] ?? '']
  const isBase = base !== undefined
  let moment = isBase ? addDays(from, base) : from
  let position = isBase ? 1 : 0
  const direction = DIRECTIONS[words[position] ?? '']
  if (!isBase && direction !== undefined) {
    const moved = moveToNext(moment, words[1], direction)
    if (moved === undefined) return expected('a unit, a day or a month', words[1], expression)
    moment = moved
    position = 2
  }
  if (position === 0 && words.length === 0) return { moment: from }
  while (position < words.length) {
    const [sign, count, unit] = words.slice(position, position + 3)
    const factor = signOf(sign)
    if (factor === undefined) return expected('+ or -', sign, expression)
    if (!isCount(count)) return expected('a whole number', count, expression)
    const moved = addDateUnits(moment, factor * Number(count), unit)
    if (moved === undefined) return expected('days, weeks, months or years', unit, expression)
    moment = moved
    position += 3
  }
  return { moment }
}

/** The texts that an expression consists of: words, numbers and signs. */
export function wordsOf(expression: string): string[] {
  return expression.match(/[a-z']+|\d+|\S/gi) ?? []
}

export function signOf(word: string | undefined): 1 | -1 | undefined {
  if (word === '+') return 1
  return word === '-' ? -1 : undefined
}

/** More would leave the range of dates. */
export function isCount(word: string | undefined): boolean {
  return word !== undefined && /^\d{1,6}$/.test(word)
}

export function expected(
  what: string,
  word: string | undefined,
  expression: string,
): { readonly problem: string } {
  return {
    problem: `expected ${what} instead of ${word === undefined ? 'the end' : `"${word}"`} in "${expression}"`,
  }
}

export const DIRECTIONS: Readonly<Record<string, 1 | -1>> = { next: 1, last: -1 }

/** In days from now. */
const BASES: Readonly<Record<string, number>> = { now: 0, today: 0, yesterday: -1, tomorrow: 1 }

function addDateUnits(moment: Date, count: number, unit: string | undefined): Date | undefined {
  switch (unit?.replace(/s$/, '')) {
    case 'day':
      return addDays(moment, count)
    case 'week':
      return addDays(moment, count * 7)
    case 'month':
      return addMonths(moment, count)
    case 'year':
      return addYears(moment, count)
    default:
      return undefined
  }
}

function moveToNext(moment: Date, word: string | undefined, direction: 1 | -1): Date | undefined {
  if (word === 'fortnight') return addDays(moment, 14 * direction)
  if (word !== undefined && /^(?:day|week|month|year)$/.test(word))
    return addDateUnits(moment, direction, word)
  const weekday = WEEKDAYS.findIndex((name) => isNamed(name, word))
  if (weekday !== -1) return moveToWeekday(moment, (weekday + 1) % 7, direction)
  const month = MONTHS.findIndex((name) => isNamed(name, word))
  return month === -1 ? undefined : moveToMonth(moment, month, direction)
}

/** By the whole name, or its beginning: `mon`, `tues`, `thurs`, `jan`. */
function isNamed(name: string, word: string | undefined): boolean {
  return (
    word !== undefined && word.length >= 3 && (name === word || (name.startsWith(word) && word.length <= 5))
  )
}

/** Never the same day: it is a week away. */
function moveToWeekday(moment: Date, weekday: number, direction: 1 | -1): Date {
  const away = (direction * (weekday - moment.getDay()) + 7) % 7
  return addDays(moment, direction * (away === 0 ? 7 : away))
}

/** The first day of a month, never of the same one. */
function moveToMonth(moment: Date, month: number, direction: 1 | -1): Date {
  const isThisYear = direction === 1 ? month > moment.getMonth() : month < moment.getMonth()
  const moved = new Date(moment)
  moved.setFullYear(moment.getFullYear() + (isThisYear ? 0 : direction), month, 1)
  return moved
}

function addDays(moment: Date, days: number): Date {
  const moved = new Date(moment)
  moved.setDate(moment.getDate() + days)
  return moved
}

/**
 * The same day of another month. Where there is none, the first of the month going forward and the
 * last going back, as in other Pact tools.
 */
function addMonths(moment: Date, months: number): Date {
  if (months === 0) return moment
  const moved = new Date(moment)
  moved.setDate(1)
  moved.setMonth(moment.getMonth() + months)
  const last = new Date(moved.getFullYear(), moved.getMonth() + 1, 0).getDate()
  if (moment.getDate() <= last) moved.setDate(moment.getDate())
  else moved.setDate(months > 0 ? 1 : last)
  return moved
}

/** The 29th of February stays where it is when the other year has none. */
function addYears(moment: Date, years: number): Date {
  const moved = new Date(moment)
  moved.setFullYear(moment.getFullYear() + years)
  return moved.getDate() === moment.getDate() ? moved : moment
}
