import { resolve } from 'node:path'
import type { RunnerTask, RunnerTestCase, RunnerTestFile } from 'vitest'
import { readableError } from '../../errors/readable-error.ts'
import type { Interaction } from '../model/pact.ts'
import type { Parties } from './check-interaction.ts'
import type { TestedInteraction, TestFile } from './join-interactions.ts'
import { type OwningTest, onFileEnd } from './owning-test.ts'
import { providedRun } from './provided-run.ts'
import { saveInteractions } from './save-interactions.ts'

/** A pact, and the folder it is written into. */
export interface PactDestination extends Parties {
  readonly folder: string
}

/** The interactions that tests of one file have shown to work, by the pact they belong to. */
interface FileInteractions {
  readonly destination: PactDestination
  readonly byTest: Map<RunnerTestCase, AttemptInteractions>
}

interface AttemptInteractions {
  readonly attempt: number
  readonly interactions: Interaction[]
}

const files = new WeakMap<RunnerTestFile, Map<string, FileInteractions>>()

/**
 * Remembers interactions that a test has used as they say. They are written at the end of its file,
 * if the test has passed.
 */
export function keepInteractions(
  destination: PactDestination,
  { task, attempt }: OwningTest,
  interactions: readonly Interaction[],
): void {
  const { byTest } = fileInteractionsOf(task.file, destination)
  const known = byTest.get(task)
  if (known?.attempt === attempt) known.interactions.push(...interactions)
  else byTest.set(task, { attempt, interactions: [...interactions] })
}

function fileInteractionsOf(file: RunnerTestFile, destination: PactDestination): FileInteractions {
  let pacts = files.get(file)
  if (pacts === undefined) {
    const collected = new Map<string, FileInteractions>()
    pacts = collected
    files.set(file, pacts)
    onFileEnd(file, () => writeAll(file, collected))
  }
  const { consumer, provider, folder } = destination
  const key = JSON.stringify([consumer, provider, folder])
  const known = pacts.get(key) ?? { destination, byTest: new Map() }
  pacts.set(key, known)
  return known
}

async function writeAll(file: RunnerTestFile, pacts: ReadonlyMap<string, FileInteractions>): Promise<void> {
  const testFile = describeFile(file)
  for (const { destination, byTest } of pacts.values()) {
    const tested = [...byTest].flatMap(([task, { interactions }]): TestedInteraction[] =>
      task.result?.state === 'pass'
        ? interactions.map((interaction) => ({ test: task.fullName, interaction }))
        : [],
    )
    if (tested.length === 0) continue
    const folder = resolve(rootOf(file), destination.folder)
    try {
      await saveInteractions({ ...destination, folder }, tested, testFile)
    } catch (error) {
      throw readableError(error)
    }
  }
}

function describeFile(file: RunnerTestFile): TestFile {
  const tests = testsIn(file)
  const passed = tests.filter(({ result }) => result?.state === 'pass')
  const namesOf = (some: readonly RunnerTestCase[]) => new Set(some.map(({ fullName }) => fullName))
  return { name: file.fullName, tests: namesOf(tests), passed: namesOf(passed) }
}

function testsIn(task: RunnerTask): RunnerTestCase[] {
  return task.type === 'suite' ? task.tasks.flatMap(testsIn) : [task]
}

/** The folder of the definition; without Assay, the root that Vitest runs in. */
function rootOf({ filepath, name }: RunnerTestFile): string {
  const run = providedRun()
  if (run !== undefined) return run.directory
  return filepath.endsWith(`/${name}`) ? filepath.slice(0, -name.length - 1) : process.cwd()
}
