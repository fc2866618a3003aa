import { type RunnerTestCase, type RunnerTestFile, type TestContext, TestRunner } from 'vitest'
import { configurationError } from '../../errors/assay-error.ts'

/** What a test that runs concurrently with others gives: its context. */
export type OwnContext = Pick<TestContext, 'task'>

/** The test that uses a mock or handles a message: its mocks live as long as it runs. */
export interface OwningTest {
  readonly task: RunnerTestCase
  /** Which run of the test this is: a test may be repeated, or tried again when it fails. */
  readonly attempt: number
  /** Calls when the test and its hooks have ended; what is thrown fails the test. */
  onFinished(end: (hasFailed: boolean) => void | Promise<void>): void
}

/**
 * The test that runs now.
 *
 * @throws AssayError `pact_outside_test`
 */
export function owningTest(context: OwnContext | undefined): OwningTest {
  const task = context?.task ?? TestRunner.getCurrentTest<RunnerTestCase | undefined>()
  if (task === undefined) throw outsideTest('a pact is used outside of a test')
  // Of tests that run at the same time, only the test itself knows which one it is.
  if (context === undefined && task.concurrent === true) throw outsideTest('tests run concurrently')
  return {
    task: task as RunnerTestCase,
    attempt: task.result?.attempts?.length ?? 0,
    onFinished: (end) => task.context.onTestFinished(() => end(task.result?.state === 'fail')),
  }
}

/** Calls once, when all tests of the file have ended; what is thrown fails the file. */
export function onFileEnd(file: RunnerTestFile, end: () => Promise<void>): void {
  TestRunner.getSuiteHooks(file).afterAll.push(end)
}

/** A file while Vitest collects its tests, seen from outside of its suites. */
export interface CollectedFile {
  readonly file: RunnerTestFile
  /** Calls when all tests of the file have ended, and its own hooks; what is thrown fails the file. */
  onEnd(end: () => Promise<void>): void
}

/** `undefined` within a suite or a test, and where there is no Vitest. */
export function collectedFile(): CollectedFile | undefined {
  if (TestRunner.getCurrentTest() !== undefined) return undefined
  try {
    const collector = TestRunner.getCurrentSuite()
    if (collector.name !== '' || collector.file === undefined) return undefined
    return { file: collector.file, onEnd: (end) => collector.on('afterAll', end) }
  } catch {
    // It is imported by something else than a test, where nothing is collected.
    return undefined
  }
}

function outsideTest(reason: string) {
  return configurationError({
    code: 'pact_outside_test',
    message: `It is not known which test this belongs to: ${reason}.`,
    fix: 'use the pact within a test or beforeEach; in concurrent tests give the context of the test as the last argument',
  })
}
