import { basename } from 'node:path'
import type { TestError } from '../model/test-result.ts'
import type { XmlElement } from './parse-junit.ts'

const MAX_MESSAGE_CHARACTERS = 20_000
const MAX_MESSAGE_LINES = 40
const MAX_STACK_LINES = 60
/** What gotestsum writes as the message of every failure. */
const EMPTY_MESSAGES = new Set(['', 'Failed'])
const GO_PROGRESS = /^\s*(?:===|---) (?:RUN|PAUSE|CONT|NAME|FAIL|PASS|SKIP)\b/
const STACK_FRAME = /^\s+at \S/
/** As after a file name: `:12:3`, `", line 12`, `(12,3)`, `:line 12`. */
const LINE_NUMBER = /^(?:", line |:line |:|\()(\d+)(?:[:,](\d+))?/

/** A `failure`, an `error` or one of their kin. */
export type ErrorSource = Pick<XmlElement, 'attributes' | 'children' | 'text'>

/** Why a test failed. Runners put the reason into the attribute `message`, the text, or both. */
export function junitErrorOf(
  source: ErrorSource,
  test: { readonly file: string; readonly line: string | undefined },
): TestError {
  const text = textOf(source)
  const said = (source.attributes['message'] ?? '').replaceAll('\r\n', '\n').trim()
  const message = EMPTY_MESSAGES.has(said) ? reasonIn(text) : said
  const shown = message || source.attributes['type'] || said || 'failed without a message'
  return {
    message: shown.slice(0, MAX_MESSAGE_CHARACTERS),
    diff: undefined,
    place: placeIn(text, test),
    stack: text === '' || text === shown ? undefined : text.split('\n').slice(0, MAX_STACK_LINES).join('\n'),
  }
}

/** Surefire keeps the text of a repeated failure in an element of its own. */
function textOf({ text, children }: ErrorSource): string {
  const stackTrace = children.find(({ name }) => name === 'stackTrace')?.text
  return (stackTrace ?? text).replace(/^\n+|\s+$/g, '')
}

/** The text up to its stack, without what Go says about its progress. */
export function reasonIn(text: string): string {
  const lines = text.split('\n')
  const frame = lines.findIndex((line) => STACK_FRAME.test(line))
  const own = lines.slice(0, frame > 0 ? frame : undefined).filter((line) => !GO_PROGRESS.test(line))
  const reason = own.length > 0 ? own : lines
  return reason.slice(0, MAX_MESSAGE_LINES).join('\n').trim()
}

/** The first mention of the test's own file with a line; otherwise the line the report gives. */
function placeIn(
  text: string,
  { file, line }: { readonly file: string; readonly line: string | undefined },
): string | undefined {
  if (file === '') return undefined
  const mentions = text.split(basename(file)).slice(1)
  const found = mentions.map((rest) => LINE_NUMBER.exec(rest)).find((match) => match !== null)
  const [, foundLine = line, column] = found ?? []
  return foundLine === undefined ? undefined : [file, foundLine, column].filter(Boolean).join(':')
}
