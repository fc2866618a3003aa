import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { TestError as VitestError } from 'vitest'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { isLevel, type Level } from '../model/level.ts'
import type { System } from '../model/system.ts'
import { serviceOfFile } from '../model/test-owner.ts'
import { type Attempt, failedInstead, type TestError, type TestResult, testId } from '../model/test-result.ts'

const MAX_CONSOLE_LINES = 100
const MAX_STACK_LINES = 12
const MAX_MESSAGE_CHARACTERS = 20_000

/** What the reporter tells the run. */
export interface ReporterEvents {
  readonly onTest: (test: TestResult) => void
  /** How many tests are known so far, for progress. */
  readonly onCollected: (count: number) => void
  /** Something failed outside of any test. */
  readonly onProblem: (problem: TestError) => void
}

/** Turns what Vitest reports into test results. */
export class RunReporter implements Reporter {
  readonly #system: System
  readonly #events: ReporterEvents
  readonly #console = new Map<string, string[]>()

  constructor(system: System, events: ReporterEvents) {
    this.#system = system
    this.#events = events
  }

  onUserConsoleLog(log: { readonly taskId?: string; readonly content: string }): void {
    if (log.taskId === undefined) return
    const lines = this.#console.get(log.taskId) ?? []
    this.#console.set(log.taskId, lines)
    const room = MAX_CONSOLE_LINES - lines.length
    lines.push(...stripVTControlCharacters(log.content).trimEnd().split('\n').slice(0, room))
  }

  onTestModuleCollected(module: TestModule): void {
    this.#events.onCollected([...module.children.allTests()].length)
  }

  onTestCaseResult(test: TestCase): void {
    const level = levelOf(test.module)
    if (level !== undefined) this.#events.onTest(this.#resultOf(test, level))
  }

  /** A file that cannot be loaded has no tests to fail, so it becomes a failed one itself. */
  onTestModuleEnd(module: TestModule): void {
    const level = levelOf(module)
    const errors = module.errors()
    if (level === undefined || errors.length === 0) return
    const { file, service } = this.#ownerOf(module)
    const titles = ['the file loads and its hooks run']
    const failure = { service, level, file, titles, source: 'vitest', console: [] } as const
    const reasons = errors.map((error) => this.#errorOf(error))
    this.#events.onTest(failedInstead(failure, reasons))
  }

  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    for (const error of unhandled) this.#events.onProblem(this.#errorOf(error as VitestError))
  }

  #resultOf(test: TestCase, level: Level): TestResult {
    const { file, service } = this.#ownerOf(test.module)
    const titles = titlesOf(test)
    const state = test.result().state
    const meta = test.meta().assay
    return {
      id: testId(service, level, file, titles),
      level,
      service,
      file,
      titles,
      tags: test.tags,
      status: state === 'pending' ? 'skipped' : state,
      attempts: this.#attemptsOf(test, meta?.ownDurationsMs ?? []),
      source: 'vitest',
      environment: meta?.environment,
      evidence: meta?.evidence,
      console: this.#console.get(test.id) ?? [],
    }
  }

  #attemptsOf(test: TestCase, ownDurationsMs: readonly number[]): Attempt[] {
    return test.attempts().map((attempt, index) => ({
      status: attempt.state,
      startedAt: attempt.startTime,
      durationMs: ownDurationsMs[index] ?? attempt.duration,
      errors: (attempt.errors ?? []).map((error) => this.#errorOf(error)),
    }))
  }

  #ownerOf(module: TestModule): { file: string; service: string } {
    const { directory, services, name } = this.#system
    return {
      file: relative(directory, module.moduleId),
      service: serviceOfFile(module.moduleId, services.values(), directory) ?? name,
    }
  }

  #errorOf(error: VitestError): TestError {
    const frame = error.stacks?.find(({ file }) => file.startsWith(this.#system.directory))
    return {
      message: plain(error.message).slice(0, MAX_MESSAGE_CHARACTERS),
      diff: error.diff === undefined ? undefined : plain(error.diff),
      place: frame && `${relative(this.#system.directory, frame.file)}:${frame.line}:${frame.column}`,
      stack: error.stack && plain(error.stack).split('\n').slice(0, MAX_STACK_LINES).join('\n'),
    }
  }
}

function titlesOf(test: TestCase): string[] {
  const titles = [test.name]
  for (let parent = test.parent; parent.type === 'suite'; parent = parent.parent) titles.unshift(parent.name)
  return titles
}

function levelOf(module: TestModule): Level | undefined {
  const name = module.project.name
  return isLevel(name) ? name : undefined
}

function plain(text: string): string {
  return stripVTControlCharacters(text)
}
