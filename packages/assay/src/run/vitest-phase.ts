import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type { TestSpecification, Vitest } from 'vitest/node'
import { configurationError, infrastructureError, messageOf } from '../errors/assay-error.ts'
import { isLevel, type Level } from '../model/level.ts'
import type { Selection } from '../model/run-result.ts'
import type { System } from '../model/system.ts'
import { serviceOfFile } from '../model/test-owner.ts'
import { type ActiveRun, setActiveRun } from '../vitest/active-run.ts'
import { packageFiles, projectsFor } from '../vitest/projects.ts'
import { type ReporterEvents, RunReporter } from '../vitest/reporter.ts'
import type { Affected } from './affected.ts'

const CONFIG_NAMES = ['ts', 'mts', 'js', 'mjs'].map((extension) => `vitest.config.${extension}`)
const MAX_KEPT_OUTPUT = 100_000
/** Where Vitest ends the process, without a word. */
const ENDINGS: ReadonlySet<string | symbol> = new Set(['SIGINT', 'SIGTERM', 'unhandledRejection'])

export interface VitestOptions {
  readonly run: ActiveRun
  readonly levels: readonly Level[]
  readonly selection: Selection
  readonly affected: Affected | undefined
  readonly retries: number
  readonly workers: number | undefined
  readonly events: ReporterEvents
}

/** A Vitest that knows which test files are selected and has not run any. */
export interface PreparedVitest extends AsyncDisposable {
  readonly levels: ReadonlySet<Level>
  readonly isEmpty: boolean
  /** Runs the selected tests. Resolves when they have ended, or soon after the signal. */
  run(signal: AbortSignal): Promise<void>
}

/** Loads Vitest ahead of need. That it cannot be loaded is told when it is needed. */
export async function preloadVitest(): Promise<void> {
  await import('vitest/node').catch(() => undefined)
}

/** Starts Vitest with one project per level and finds the selected test files. */
export async function prepareVitest(options: VitestOptions): Promise<PreparedVitest> {
  setActiveRun(options.run)
  const output: string[] = []
  const vitest = await createVitest(options, output)
  const all = await vitest.globTestSpecifications()
  const selected = all.filter((specification) => isSelected(specification, options))
  return {
    levels: new Set(selected.map(({ project }) => project.name).filter(isLevel)),
    isEmpty: selected.length === 0,
    run: (signal) => runSelected(vitest, selected, signal),
    async [Symbol.asyncDispose]() {
      await vitest.close()
      setActiveRun(undefined)
    },
  }
}

async function createVitest(options: VitestOptions, output: string[]): Promise<Vitest> {
  const { run, levels, selection, retries, workers, events } = options
  const { system } = run
  const vitestModule = await import('vitest/node').catch((cause: unknown) => {
    throw configurationError({
      code: 'vitest_missing',
      message: 'Assay runs tests with Vitest 5, which is not installed.',
      fix: 'npm install --save-dev vitest@5',
      cause,
    })
  })
  const config = CONFIG_NAMES.map((name) => join(system.directory, name)).find((file) => existsSync(file))
  // Advice on the team's own configuration is for those who run Vitest, not for a verdict.
  process.env['VITE_CONFIG_NATIVE_IGNORE_WARNING'] ??= 'true'
  const sink = keepingSink(output)
  const acceptListeners = refuseEndings()
  try {
    return await vitestModule.createVitest(
      'test',
      {
        root: system.directory,
        config: config ?? false,
        watch: false,
        reporters: [new RunReporter(system, events)],
        projects: projectsFor({ system, levels, retries, workers }),
        server: { deps: { external: [packageFiles()] } },
        strictTags: false,
        ...(selection.tags.length === 0 ? {} : { tagsFilter: [...selection.tags] }),
        ...(selection.name === undefined ? {} : { testNamePattern: escaped(selection.name) }),
      },
      { cacheDir: join(system.directory, '.assay', 'cache') },
      { stdout: sink, stderr: sink },
    )
  } catch (cause) {
    throw infrastructureError({
      code: 'vitest_failed',
      message: `Vitest could not be started: ${messageOf(cause)}`,
      evidence: output.join('').trim().split('\n').slice(-5),
      fix: config === undefined ? 'run vitest by hand in the folder of the definition' : `check ${config}`,
      cause,
    })
  } finally {
    acceptListeners()
  }
}

/**
 * Vitest exits the process on a signal, and when a rejection is not handled; a run then still has a system
 * to stop and something to tell. Until the function that is returned is called, no listener is added to stay.
 */
function refuseEndings(): () => void {
  const refuse = (event: string | symbol, listener: (...args: unknown[]) => void) => {
    if (ENDINGS.has(event)) queueMicrotask(() => process.removeListener(event, listener))
  }
  process.on('newListener', refuse)
  return () => void process.removeListener('newListener', refuse)
}

async function runSelected(
  vitest: Vitest,
  selected: TestSpecification[],
  signal: AbortSignal,
): Promise<void> {
  if (selected.length === 0 || signal.aborted) return
  const cancel = () => void vitest.cancelCurrentRun('keyboard-input')
  signal.addEventListener('abort', cancel, { once: true })
  try {
    await vitest.standalone()
    await vitest.runTestSpecifications(selected, true)
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

function isSelected(specification: TestSpecification, options: VitestOptions): boolean {
  const level = specification.project.name
  if (!isLevel(level) || !options.levels.includes(level)) return false
  const { services } = options.selection
  const owner = ownerOf(specification.moduleId, options.run.system)
  const isOfService = services.length === 0 || services.includes(owner)
  return isOfService && (options.affected?.includes(specification.moduleId, level) ?? true)
}

function ownerOf(file: string, system: System): string {
  return serviceOfFile(file, system.services.values(), system.directory) ?? system.name
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Vitest's own output is only shown when it fails to start. */
function keepingSink(output: string[]): Writable {
  let kept = 0
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (kept < MAX_KEPT_OUTPUT) output.push(chunk.toString())
      kept += chunk.length
      done()
    },
  })
}
