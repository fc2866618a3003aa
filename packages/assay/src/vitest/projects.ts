import { availableParallelism } from 'node:os'
import { dirname, extname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProjectInlineConfiguration } from 'vitest/config'
import { type Level, scopeOf } from '../model/level.ts'
import type { System } from '../model/system.ts'
import { testFolders } from '../model/test-folders.ts'

/** Levels whose tests are Vitest files. */
export const VITEST_LEVELS = ['unit', 'integration', 'contract', 'e2e'] as const satisfies Level[]

const TEST_FILES = '**/*.{test,spec}.{ts,tsx,mts,js,jsx,mjs}'
const TIMEOUTS_MS: Readonly<Partial<Record<Level, number>>> = {
  integration: 30_000,
  contract: 30_000,
  e2e: 60_000,
}

export interface ProjectOptions {
  readonly system: System
  readonly levels: readonly Level[]
  readonly retries: number
  /** Workers per level that run parts of the system. Default: by the number of cores. */
  readonly workers: number | undefined
}

/** One Vitest project per level. Levels run one after the other, cheapest first. */
export function projectsFor(options: ProjectOptions): TestProjectInlineConfiguration[] {
  return VITEST_LEVELS.filter((level) => options.levels.includes(level)).map((level, index) => ({
    extends: true,
    test: {
      name: level,
      include: includeFor(options.system, level),
      retry: options.retries,
      sequence: { groupOrder: index + 1 },
      globalSetup: [programFile('global-setup')],
      ...(scopeOf(level) === 'none' ? {} : systemOptions(level, options.workers)),
    },
  }))
}

/**
 * What runs a part of the system lives outside of the test's process, so isolating test files
 * from each other would only cost time.
 */
function systemOptions(level: Level, workers: number | undefined) {
  const timeoutMs = TIMEOUTS_MS[level]
  return {
    pool: 'threads' as const,
    isolate: false,
    maxWorkers: workers ?? defaultWorkers(level),
    setupFiles: [programFile('setup')],
    ...(timeoutMs === undefined ? {} : { testTimeout: timeoutMs }),
  }
}

/** Each worker has an environment of its own: one service, or the whole system. */
function defaultWorkers(level: Level): number {
  const coresPerWorker = scopeOf(level) === 'system' ? 4 : 2
  return Math.max(1, Math.floor(availableParallelism() / coresPerWorker))
}

function includeFor(system: System, level: Level): string[] {
  const declared = system.tests.include[level]
  if (declared !== undefined) return declared.map((glob) => `${system.directory}/${glob}`)
  return testFolders(system, level).map((folder) => `${folder}/${TEST_FILES}`)
}

/** Files of this folder that Vitest loads by path: sources here, compiled ones when published. */
function programFile(name: string): string {
  return fileURLToPath(new URL(`./${name}${extname(import.meta.url)}`, import.meta.url))
}

/** Modules of this package are loaded by Node itself: Vitest's transform would only slow them down. */
export function packageFiles(): RegExp {
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  return new RegExp(`^${root.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}/`)
}

/** A file as reports show it. */
export function shownFile(system: System, file: string): string {
  return relative(system.directory, file)
}
