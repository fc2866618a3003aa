import { styleText } from 'node:util'
import { AssayError } from '../errors/assay-error.ts'
import { formatError } from '../errors/format-error.ts'
import { printable } from '../reports/content/printable.ts'

/** Whether a stream shows colours: a terminal, unless NO_COLOR or FORCE_COLOR says otherwise. */
export function hasColor(stream: NodeJS.WriteStream): boolean {
  if (process.env['FORCE_COLOR'] !== undefined) return process.env['FORCE_COLOR'] !== '0'
  if (process.env['NO_COLOR'] !== undefined && process.env['NO_COLOR'] !== '') return false
  return stream.isTTY === true
}

/** Prints an error for a person, to standard error. */
export function printError(error: unknown): void {
  // What a broker or a service has said must not speak to the terminal.
  const text = printable(formatError(error))
  const [first = '', ...rest] = text.split('\n')
  const headline = hasColor(process.stderr) ? styleText('red', first, { validateStream: false }) : first
  process.stderr.write(`${[headline, ...rest].join('\n')}\n`)
  const isDebugged = process.env['DEBUG']?.includes('assay') === true
  if (isDebugged && error instanceof AssayError) process.stderr.write(`${error.stack ?? ''}\n`)
}

export function printLine(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** What goes on, to standard error: standard output is for results. */
export function printProgress(text: string): void {
  process.stderr.write(`${text}\n`)
}
