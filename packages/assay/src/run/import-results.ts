import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { newRunId } from '../base/identifiers.ts'
import { configurationError, messageOf } from '../errors/assay-error.ts'
import type { Level } from '../model/level.ts'
import type { RunResult } from '../model/run-result.ts'
import type { System } from '../model/system.ts'
import type { TestResult } from '../model/test-result.ts'
import { readJunit } from '../results/read-junit.ts'
import { ResultsStore, type RunStart } from '../results/results-store.ts'
import { createRunFolder, newestRun } from '../results/run-folder.ts'
import { conclude } from './conclude.ts'
import { keepResult, reportFileOf } from './keep-result.ts'
import { startOf } from './run-start.ts'

export interface ImportOptions {
  readonly system: System
  /** JUnit XML files. */
  readonly files: readonly string[]
  readonly service: string
  readonly level: Level
}

export interface Imported {
  readonly result: RunResult
  readonly reportFile: string
}

/**
 * Adds another runner's results to the newest run, when that tested the same commit, and judges it
 * again; otherwise they make a run of their own. A test that is imported twice has two attempts.
 */
export async function importResults(options: ImportOptions): Promise<Imported> {
  const { system, service, level } = options
  const imported = options.files.flatMap((file) =>
    readJunit(contentOf(file), {
      service,
      level,
      directory: system.services.get(service)?.directory ?? system.directory,
      root: system.directory,
      file,
    }),
  )
  const selection = {
    levels: [level],
    services: [service],
    tags: [],
    name: undefined,
    changedSince: undefined,
  }
  const own = await startOf(newRunId(), { system, selection, seed: undefined })
  const newest = newestRun(system.directory)
  const earlier = newest?.result.source?.commit === own.source?.commit ? newest : undefined

  using store = new ResultsStore(join(system.directory, '.assay', 'results.db'))
  const start: RunStart = earlier?.result ?? own
  const folder = earlier?.folder ?? createRunFolder(system.directory, own.id)
  if (earlier === undefined) store.startRun(start)
  const tests = merge(earlier?.result.tests ?? [], imported)
  for (const test of tests.changed) store.addTest(start.id, test)
  const result = conclude(
    {
      system,
      start: { ...start, selection: widened(start.selection, options) },
      record: {
        tests: tests.all,
        scenarios: earlier?.result.scenarios ?? [],
        crashes: earlier?.result.crashes ?? [],
        deployments: earlier?.result.deployments ?? [],
        problems: earlier?.result.problems ?? [],
      },
      baseline: store.baselineFor(system.name, start.source?.commit),
      parts: earlier?.result.parts ?? [],
      bootMs: earlier?.result.bootMs,
      isWarm: earlier?.result.isWarm ?? false,
      wasInterrupted: earlier?.result.wasInterrupted ?? false,
    },
    Date.now(),
  )
  keepResult(result, folder, store)
  return { result, reportFile: reportFileOf(folder) }
}

function merge(known: readonly TestResult[], imported: readonly TestResult[]) {
  const byId = new Map(known.map((test) => [test.id, test]))
  const changed = imported.map((test) => {
    const before = byId.get(test.id)
    const merged = before === undefined ? test : { ...test, attempts: [...before.attempts, ...test.attempts] }
    byId.set(test.id, merged)
    return merged
  })
  return { all: [...byId.values()], changed }
}

/** What was imported counts as asked for; an empty list asks for everything already. */
function widened(
  selection: RunResult['selection'],
  { level, service }: ImportOptions,
): RunResult['selection'] {
  const add = <Item>(items: readonly Item[], item: Item) =>
    items.length === 0 || items.includes(item) ? items : [...items, item]
  return { ...selection, levels: add(selection.levels, level), services: add(selection.services, service) }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw configurationError({
      code: 'file_not_read',
      message: `"${file}" cannot be read: ${messageOf(error)}`,
      fix: 'name the JUnit XML file that the other runner wrote',
      cause: error,
    })
  }
}
