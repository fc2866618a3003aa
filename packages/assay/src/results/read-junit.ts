import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { Level } from '../model/level.ts'
import { type Attempt, type TestResult, testId } from '../model/test-result.ts'
import { type ErrorSource, junitErrorOf, reasonIn } from './junit-error.ts'
import { type JunitCase, parseJunit, type XmlElement } from './parse-junit.ts'

const MAX_CONSOLE_LINES = 100
const TEST_FILE = /\.(?:[cm]?[jt]sx?|vue|svelte|py|rb|php|java|kt|cs|go|rs|feature)$/
/** How runners that write no child element say it in the attribute `status` or `result`. */
const NOT_RUN = new Set(['skipped', 'notrun', 'disabled', 'ignored', 'inconclusive', 'suppressed', 'pending'])
const FAILED = new Set(['failed', 'failure', 'error'])

/** What a JUnit report does not say about its tests. */
export interface JunitDefaults {
  readonly service: string
  readonly level: Level
  /** The folder the runner worked in; relative paths in the report start there. */
  readonly directory: string
  /** The folder that the files of the results are told from. Default: `directory`. */
  readonly root?: string
  /** The report's own path, for error messages. */
  readonly file?: string
}

/**
 * Reads the results of any runner that writes JUnit XML: pytest, Maven Surefire, Gradle,
 * gotestsum, Jest, Vitest, PHPUnit, NUnit and others.
 *
 * @throws AssayError `junit_too_large`, `junit_unreadable` or `not_junit`.
 *
 * @example
 * readJunit('<testsuite><testcase classname="Price" name="rounds" time="0.01"/></testsuite>', {
 *   service: 'orders', level: 'unit', directory: 'services/orders',
 * }) // one passed test with the titles ['Price', 'rounds']
 */
export function readJunit(xml: string, defaults: JunitDefaults): TestResult[] {
  const results = new Map<string, TestResult>()
  for (const read of parseJunit(xml, defaults.file)) {
    const result = resultOf(withCase(read), defaults)
    const earlier = results.get(result.id)
    if (earlier === undefined) results.set(result.id, result)
    else if (isGo(read)) results.set(result.id, againOf(earlier, result))
    else addNumbered(results, result)
  }
  return [...results.values()]
}

/** A failure of a suite itself, such as its set-up, becomes a failed test: otherwise nobody would see it. */
function withCase({ element, suites }: JunitCase): JunitCase {
  if (element.name === 'testcase') return { element, suites }
  const attributes = { name: 'the suite itself', classname: suites.at(-1)?.attributes['name'] ?? '' }
  return { element: { name: 'testcase', attributes, children: [element], text: '' }, suites }
}

function resultOf(read: JunitCase, defaults: JunitDefaults): TestResult {
  const { service, level } = defaults
  const file = fileOf(read, defaults)
  const titles = titlesOf(read, defaults)
  const attempts = attemptsOf(read, file)
  return {
    id: testId(service, level, file, titles),
    level,
    service,
    file,
    titles,
    tags: [],
    status: attempts.at(-1)?.status ?? 'passed',
    attempts,
    source: 'junit',
    environment: undefined,
    evidence: undefined,
    console: consoleOf(read.element),
  }
}

/** `failure` is the first attempt and `rerunFailure` a later one; `flakyFailure` came before a pass. */
function attemptsOf({ element, suites }: JunitCase, file: string): Attempt[] {
  const timestamp = element.attributes['timestamp'] ?? suites.at(-1)?.attributes['timestamp'] ?? ''
  const startedAt = Date.parse(timestamp) || 0
  const attempt = (status: Attempt['status'], sources: readonly ErrorSource[] = []): Attempt => ({
    status,
    startedAt,
    durationMs: 0,
    errors: sources.map((source) => junitErrorOf(source, { file, line: element.attributes['line'] })),
  })
  const withTime = (attempts: readonly Attempt[]) =>
    attempts.map((each, index) =>
      index === attempts.length - 1
        ? { ...each, durationMs: millisecondsOf(element.attributes['time']) }
        : each,
    )
  const failures = childrenOf(element, 'failure', 'error')
  const reruns = childrenOf(element, 'rerunFailure', 'rerunError').map((child) => attempt('failed', [child]))
  const flaky = childrenOf(element, 'flakyFailure', 'flakyError').map((child) => attempt('failed', [child]))
  const said = (element.attributes['status'] ?? element.attributes['result'] ?? '').toLowerCase()
  if (failures.length > 0) return withTime([attempt('failed', failures), ...reruns])
  if (reruns.length > 0) return withTime(reruns)
  if (flaky.length > 0) return withTime([...flaky, attempt('passed')])
  if (childrenOf(element, 'skipped').length > 0 || NOT_RUN.has(said)) return [attempt('skipped')]
  if (FAILED.has(said)) return withTime([attempt('failed', [{ ...element, children: [] }])])
  return withTime([attempt('passed')])
}

/** The class or the suites, then the test, without what the report says twice. */
function titlesOf({ element, suites }: JunitCase, { service, level }: JunitDefaults): string[] {
  const name = element.attributes['name']?.trim() || '(unnamed)'
  const given = element.attributes['classname'] ?? element.attributes['class'] ?? ''
  const isSaid = given === `${service}.${level}` || isTestFile(given)
  const group = isSaid ? [] : given === '' || given === 'test' ? suiteNames(suites) : [given]
  const before = group.join(' ')
  if (name === before) return [name]
  const own = before !== '' && name.startsWith(`${before} `) ? name.slice(before.length + 1) : name
  return [...group, ...own.split(' > ')]
}

function suiteNames(suites: JunitCase['suites']): string[] {
  return suites
    .map(({ attributes }) => attributes['name'] ?? '')
    .filter((name) => name !== '' && !isTestFile(name))
}

/** The file as seen from the root; the path as it was written when it lies elsewhere, as in a container. */
function fileOf({ element, suites }: JunitCase, { directory, root }: JunitDefaults): string {
  const classname = element.attributes['classname'] ?? ''
  const given =
    element.attributes['file'] ??
    (isTestFile(classname)
      ? classname
      : suites.findLast(({ attributes }) => attributes['file'])?.attributes['file'])
  if (given === undefined || given === '') return ''
  const path = relative(root ?? directory, resolve(directory, given))
  const isOutside = path.startsWith('..') || isAbsolute(path)
  return (isOutside ? given : path).split(sep).join('/')
}

function isTestFile(text: string): boolean {
  return TEST_FILE.test(text) && /[/\\]/.test(text)
}

/** What it printed, and why it was skipped: results have no other place for that. */
function consoleOf(element: XmlElement): string[] {
  const reasons = childrenOf(element, 'skipped').map((child) =>
    reasonIn(child.attributes['message'] ?? child.text),
  )
  const output = childrenOf(element, 'system-out', 'system-err').flatMap(({ text }) =>
    text.trim().split('\n'),
  )
  const said = reasons.filter((reason) => reason !== '').flatMap((reason) => `skipped: ${reason}`.split('\n'))
  return [...said, ...output.filter((line) => line.trim() !== '')].slice(-MAX_CONSOLE_LINES)
}

/** Go gives each test of a package a name of its own, so one that appears twice ran twice. */
function isGo({ suites }: JunitCase): boolean {
  return suites.some(({ properties }) => properties.has('go.version'))
}

/** gotestsum writes failed runs first, whatever came first; a pass among them decides. */
function againOf(earlier: TestResult, later: TestResult): TestResult {
  const attempts = [...earlier.attempts, ...later.attempts].sort(
    (left, right) => Number(left.status === 'passed') - Number(right.status === 'passed'),
  )
  return { ...later, status: attempts.at(-1)?.status ?? later.status, attempts }
}

/** Elsewhere two tests may have one name. Neither may hide the other. */
function addNumbered(results: Map<string, TestResult>, result: TestResult): void {
  const { service, level, file } = result
  const [name = '', ...outer] = result.titles.toReversed()
  for (let number = 2; ; number += 1) {
    const titles = [...outer.toReversed(), `${name} (${number})`]
    const id = testId(service, level, file, titles)
    if (results.has(id)) continue
    results.set(id, { ...result, id, titles })
    return
  }
}

/** Seconds as `0.012`, `1,234.5` or, where a locale slipped in, `0,012`. */
function millisecondsOf(time: string | undefined): number {
  const text = time?.trim() ?? ''
  const hasThousands = /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(text)
  const seconds = Number(hasThousands ? text.replaceAll(',', '') : text.replace(',', '.'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1_000_000) / 1_000 : 0
}

function childrenOf(element: XmlElement, ...names: readonly string[]): XmlElement[] {
  return element.children.filter(({ name }) => names.includes(name))
}
