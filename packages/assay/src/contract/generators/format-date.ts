import { type DateToken, MONTHS, readDatePattern, WEEKDAYS } from '../matching/date-pattern.ts'
import type { GeneratedValue } from './generation.ts'

/** A moment in the form of a date pattern, in the time zone of the process. */
export function formatDate(moment: Date, format: string): GeneratedValue {
  const pattern = readDatePattern(format)
  if ('problem' in pattern) return { problem: pattern.problem }
  return { value: pattern.tokens.map((token) => formatToken(moment, token)).join('') }
}

function formatToken(moment: Date, token: DateToken): string {
  if (token.kind === 'text') return token.text
  const { letter, count } = token
  const number = numberOf(moment, letter)
  if (number !== undefined) return String(number).padStart(count, '0')
  return textOf(moment, letter, count) ?? formatZone(moment, letter, count)
}

/** Fields that are plain numbers. */
function numberOf(moment: Date, letter: string): number | undefined {
  const hour = moment.getHours()
  switch (letter) {
    case 'd':
      return moment.getDate()
    case 'D':
      return dayOfYear(moment)
    case 'w':
      return Math.ceil(dayOfYear(moment) / 7)
    case 'W':
      return Math.ceil(moment.getDate() / 7)
    case 'F':
      return Math.floor((moment.getDate() - 1) / 7)
    case 'H':
      return hour
    case 'k':
      return hour === 0 ? 24 : hour
    case 'h':
      return hour % 12 === 0 ? 12 : hour % 12
    case 'K':
      return hour % 12
    case 'm':
      return moment.getMinutes()
    case 's':
      return moment.getSeconds()
    case 'n':
      return moment.getMilliseconds() * 1_000_000
    case 'A':
      return millisecondOfDay(moment)
    case 'N':
      return millisecondOfDay(moment) * 1_000_000
    case 'L':
      return moment.getMonth() + 1
    case 'q':
      return quarterOf(moment)
    default:
      return undefined
  }
}

const ORDINALS = ['1st', '2nd', '3rd', '4th']

function textOf(moment: Date, letter: string, count: number): string | undefined {
  const month = moment.getMonth()
  switch (letter) {
    case 'G':
      return 'AD'
    case 'a':
      return moment.getHours() < 12 ? 'AM' : 'PM'
    case 'y':
    case 'Y':
    case 'u': {
      const year = String(moment.getFullYear())
      return count === 2 ? year.slice(-2) : year.padStart(count, '0')
    }
    case 'M':
      return count <= 2 ? String(month + 1).padStart(count, '0') : nameOf(MONTHS[month]!, count)
    case 'Q':
      if (count < 3) return String(quarterOf(moment)).padStart(count, '0')
      return count === 3 ? `Q${quarterOf(moment)}` : `${ORDINALS[quarterOf(moment) - 1]} quarter`
    case 'E':
      return nameOf(weekdayOf(moment), count)
    case 'e':
    case 'c':
      return count > 2 ? nameOf(weekdayOf(moment), count) : String(isoDay(moment))
    case 'S':
      return String(moment.getMilliseconds()).padStart(3, '0').padEnd(count, '0').slice(0, count)
    default:
      return undefined
  }
}

function formatZone(moment: Date, letter: string, count: number): string {
  const minutes = -moment.getTimezoneOffset()
  if (letter === 'V') return Intl.DateTimeFormat().resolvedOptions().timeZone
  if (letter === 'z') return 'UTC'
  if (letter === 'X' && minutes === 0) return 'Z'
  if (letter === 'O') return `GMT${offset(minutes, ':')}`
  if (letter === 'Z') {
    if (count < 4) return offset(minutes, '')
    return `${count === 4 ? 'GMT' : ''}${offset(minutes, ':')}`
  }
  const isShort = count === 1 && minutes % 60 === 0
  return isShort ? offset(minutes, '').slice(0, 3) : offset(minutes, count === 3 || count === 5 ? ':' : '')
}

function offset(minutes: number, separator: string): string {
  const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(hour)}${separator}${two(minute)}`
}

function nameOf(name: string, count: number): string {
  const capital = `${name[0]!.toUpperCase()}${name.slice(1)}`
  return count > 3 ? capital : capital.slice(0, 3)
}

/** Monday is 1. */
function isoDay(moment: Date): number {
  return moment.getDay() === 0 ? 7 : moment.getDay()
}

function weekdayOf(moment: Date): string {
  return WEEKDAYS[isoDay(moment) - 1]!
}

function quarterOf(moment: Date): number {
  return Math.floor(moment.getMonth() / 3) + 1
}

function dayOfYear(moment: Date): number {
  const day = Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate())
  return (day - Date.UTC(moment.getFullYear(), 0, 0)) / 86_400_000
}

function millisecondOfDay(moment: Date): number {
  const seconds = (moment.getHours() * 60 + moment.getMinutes()) * 60 + moment.getSeconds()
  return seconds * 1_000 + moment.getMilliseconds()
}
