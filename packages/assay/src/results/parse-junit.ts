import { SaxesParser } from 'saxes'
import { configurationError, messageOf } from '../errors/assay-error.ts'

const MAX_CHARACTERS = 100 * 1_024 * 1_024
const MAX_TEXT_CHARACTERS = 100_000
const ROOTS = new Set(['testsuites', 'testsuite'])
const OUTCOMES = new Set(['failure', 'error'])

/** Colour codes, as they are, as a character reference, or as pytest spells them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this looks for
const COLOR_CODES = /(?:\u001b|&#(?:0*27|x0*1b);|#x1B)\[[\d;]*m/gi
/** What XML forbids, as it is or as a character reference. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this looks for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[\da-f]));/gi

/** An element without its namespace prefix. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlElement[]
  text: string
}

/** A `testsuite` as far as its test cases need it. */
export interface JunitSuite {
  readonly attributes: Readonly<Record<string, string>>
  /** Names of its properties. */
  readonly properties: Set<string>
}

/** A `testcase`, or a `failure` or `error` that a suite has itself, and the suites it is in. */
export interface JunitCase {
  readonly element: XmlElement
  /** From the outermost to the innermost. */
  readonly suites: readonly JunitSuite[]
}

/**
 * The test cases of a JUnit XML document in their order. A streaming parser that knows no
 * document types: entities that a document declares are never expanded, nothing is loaded.
 *
 * @throws AssayError `junit_too_large`, `junit_unreadable` or `not_junit`.
 */
export function parseJunit(xml: string, file: string | undefined): JunitCase[] {
  if (xml.length > MAX_CHARACTERS) throw tooLarge(xml.length, file)
  const parser = new SaxesParser()
  const collector = new Collector()
  let root: string | undefined
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    root ??= localName(name)
    if (ROOTS.has(root)) collector.open(localName(name), localNames(attributes))
  })
  parser.on('closetag', ({ name }) => collector.close(localName(name)))
  parser.on('text', (text) => collector.add(text))
  parser.on('cdata', (text) => collector.add(text))
  try {
    parser.write(legalXml(xml)).close()
  } catch (error) {
    throw unreadable(error, file)
  }
  if (root === undefined || !ROOTS.has(root)) throw notJunit(root, file)
  return collector.cases
}

/** Follows the parser and keeps test cases alone, so that a large document is never a large tree. */
class Collector {
  readonly cases: JunitCase[] = []
  readonly #suites: JunitSuite[] = []
  readonly #elements: XmlElement[] = []

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const parent = this.#elements.at(-1)
    if (parent === undefined && name === 'testsuite') this.#suites.push({ attributes, properties: new Set() })
    if (parent === undefined && name === 'property')
      this.#suites.at(-1)?.properties.add(attributes['name'] ?? '')
    if (parent === undefined && name !== 'testcase' && !OUTCOMES.has(name)) return
    const element: XmlElement = { name, attributes, children: [], text: '' }
    if (parent === undefined) this.cases.push({ element, suites: [...this.#suites] })
    parent?.children.push(element)
    this.#elements.push(element)
  }

  close(name: string): void {
    if (this.#elements.length > 0) this.#elements.pop()
    else if (name === 'testsuite') this.#suites.pop()
  }

  add(text: string): void {
    const element = this.#elements.at(-1)
    if (element === undefined || element.text.length >= MAX_TEXT_CHARACTERS) return
    element.text += text.slice(0, MAX_TEXT_CHARACTERS - element.text.length)
  }
}

/** Runners copy what tests print, colours and stray bytes included; that is no reason to lose the results. */
function legalXml(xml: string): string {
  return xml.replace(COLOR_CODES, '').replace(FORBIDDEN, '\uFFFD')
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function localNames(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [localName(name), value]))
}

function placeIn(file: string | undefined): string[] {
  return file === undefined ? [] : [`in: ${file}`]
}

function unreadable(error: unknown, file: string | undefined) {
  const [, line, column, problem] = /^(\d+):(\d+): (.*)$/s.exec(messageOf(error)) ?? []
  const where = line === undefined ? messageOf(error) : `line ${line}, column ${column}: ${problem}`
  return configurationError({
    code: 'junit_unreadable',
    message: `The JUnit report is not well-formed XML; ${where}`,
    evidence: placeIn(file),
    fix: 'let the runner finish before the file is read; a runner that was stopped leaves half a file',
    cause: error,
  })
}

function notJunit(root: string | undefined, file: string | undefined) {
  return configurationError({
    code: 'not_junit',
    message: `The file is XML but no JUnit report: its root is <${root}>, not <testsuites> or <testsuite>.`,
    evidence: placeIn(file),
    fix: 'choose the JUnit format where the runner is called, for example pytest --junit-xml, gotestsum --junitfile',
  })
}

function tooLarge(characters: number, file: string | undefined) {
  return configurationError({
    code: 'junit_too_large',
    message: `The JUnit report has ${Math.round(characters / 1_048_576)} MiB; at most 100 MiB are read.`,
    evidence: placeIn(file),
    fix: 'keep the output of passed tests out of the report, or split it',
  })
}
