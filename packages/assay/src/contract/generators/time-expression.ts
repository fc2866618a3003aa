import { DIRECTIONS, expected, isCount, type Moment, moveDate, signOf, wordsOf } from './date-expression.ts'

/** Moves a moment by an expression for a date, one for a time behind `@`, or both: `tomorrow @ noon`. */
export function moveDateTime(from: Date, expression: string): Moment {
  const at = expression.indexOf('@')
  if (at === -1) return moveDate(from, expression)
  const date = moveDate(from, expression.slice(0, at))
  return 'problem' in date ? date : moveTime(date.moment, expression.slice(at + 1))
}

/** Moves a moment by an expression such as `noon`, `5 o'clock pm` or `now + 2 hours - 4 minutes`. */
export function moveTime(from: Date, expression: string): Moment {
  const words = wordsOf(expression)
  if (words.length === 0) return { moment: from }
  const base = readBase(from, words, expression)
  if ('problem' in base) return base
  let { moment, position } = base
  while (position < words.length) {
    const [sign, count, unit] = words.slice(position, position + 3)
    const factor = signOf(sign)
    if (factor === undefined) return expected('+ or -', sign, expression)
    if (!isCount(count)) return expected('a whole number', count, expression)
    const unitMs = UNITS_MS[unit?.replace(/s$/, '') ?? '']
    if (unitMs === undefined) return expected('hours, minutes, seconds or milliseconds', unit, expression)
    moment = new Date(moment.getTime() + factor * Number(count) * unitMs)
    position += 3
  }
  return { moment }
}

const UNITS_MS: Readonly<Record<string, number>> = {
  hour: 3_600_000,
  minute: 60_000,
  second: 1_000,
  millisecond: 1,
}

type Base = { readonly moment: Date; readonly position: number } | { readonly problem: string }

function readBase(from: Date, words: readonly string[], expression: string): Base {
  const [first = '', second] = words
  const direction = DIRECTIONS[first]
  if (direction !== undefined) {
    const unitMs = UNITS_MS[second?.replace(/s$/, '') ?? '']
    if (unitMs === undefined) return expected('hour, minute, second or millisecond', second, expression)
    return { moment: new Date(from.getTime() + direction * unitMs), position: 2 }
  }
  if (signOf(first) !== undefined) return { moment: from, position: 0 }
  if (first === 'now') return { moment: from, position: 1 }
  if (first === 'midnight') return { moment: atHour(from, 0), position: 1 }
  if (first === 'noon') return { moment: atHour(from, 12), position: 1 }
  if (!/^\d+$/.test(first))
    return expected("now, midnight, noon, an hour o'clock, +, -, next or last", first, expression)
  return readHour(from, words, expression)
}

function readHour(from: Date, words: readonly string[], expression: string): Base {
  const hour = Number(words[0])
  if (hour < 1 || hour > 12) return expected('an hour from 1 to 12', words[0], expression)
  if (words[1] !== "o'clock") return expected("o'clock", words[1], expression)
  if (words[2] === 'am') return { moment: atHour(from, hour), position: 3 }
  const isAfternoon = words[2] === 'pm' || from.getHours() < 12
  // There is no hour 24: then it stays as it is, as in other Pact tools.
  const moment = !isAfternoon ? atHour(from, hour) : hour === 12 ? from : atHour(from, hour + 12)
  return { moment, position: words[2] === 'pm' ? 3 : 2 }
}

function atHour(moment: Date, hour: number): Date {
  const moved = new Date(moment)
  moved.setHours(hour, 0, 0, 0)
  return moved
}
