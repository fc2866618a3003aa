import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { RunnerTask, RunnerTestCase, RunnerTestFile } from 'vitest'
import { readableError } from '../../errors/readable-error.ts'
import type { Interaction } from '../model/pact.ts'
import type { Parties } from './check-interaction.ts'
import type { TestedInteraction, TestFile } from './join-interactions.ts'
import { collectedFile, type OwningTest, onFileEnd } from './owning-test.ts'
import { providedRun } from './provided-run.ts'
import { saveInteractions } from './save-interactions.ts'

/** A pact, and the folder it is written into. */
export interface PactDestination extends Parties {
  readonly folder: string
}

/** The pacts that a test file speaks of. */
interface FilePacts {
  readonly byDestination: Map<string, FileInteractions>
  /** Whether a test has run that makes the pacts be written at the end of the file. */
  isEndKnown: boolean
}

/** The interactions that tests of one file have shown to work, of one pact. */
interface FileInteractions {
  readonly destination: PactDestination
  readonly byTest: Map<RunnerTestCase, AttemptInteractions>
}

interface AttemptInteractions {
  readonly attempt: number
  readonly interactions: Interaction[]
}

const files = new WeakMap<RunnerTestFile, FilePacts>()

/**
 * Remembers interactions that a test has used as they say. They are written at the end of its file,
 * if the test has passed.
 */
export function keepInteractions(
  destination: PactDestination,
  { task, attempt }: OwningTest,
  interactions: readonly Interaction[],
): void {
  const pacts = pactsOf(task.file)
  if (!pacts.isEndKnown) {
    pacts.isEndKnown = true
    onFileEnd(task.file, () => writeAll(task.file, pacts))
  }
  const { byTest } = interactionsOf(pacts, destination)
  const known = byTest.get(task)
  if (known?.attempt === attempt) known.interactions.push(...interactions)
  else byTest.set(task, { attempt, interactions: [...interactions] })
}

/**
 * Remembers that the file that is being collected speaks of a pact: what its tests said before is
 * then forgotten, even when none of them says anything now.
 */
export function noteDestination(destination: PactDestination): void {
  const collected = collectedFile()
  if (collected === undefined) return
  const pacts = pactsOf(collected.file)
  if (pacts.byDestination.size === 0) collected.onEnd(() => writeAll(collected.file, pacts))
  interactionsOf(pacts, destination)
}

function pactsOf(file: RunnerTestFile): FilePacts {
  const pacts = files.get(file) ?? { byDestination: new Map(), isEndKnown: false }
  files.set(file, pacts)
  return pacts
}

function interactionsOf({ byDestination }: FilePacts, destination: PactDestination): FileInteractions {
  const { consumer, provider, folder } = destination
  const key = JSON.stringify([consumer, provider, folder])
  const known = byDestination.get(key) ?? { destination, byTest: new Map() }
  byDestination.set(key, known)
  return known
}

async function writeAll(file: RunnerTestFile, { byDestination }: FilePacts): Promise<void> {
  const all = [...byDestination.values()]
  // Whichever of the ends of a file comes first writes.
  byDestination.clear()
  for (const { destination, byTest } of all) {
    const folder = resolve(rootOf(file), destination.folder)
    const tested = [...byTest].flatMap(([task, { interactions }]): TestedInteraction[] =>
      hasPassed(task) ? interactions.map((interaction) => ({ test: nameOf(task, folder), interaction })) : [],
    )
    try {
      await saveInteractions({ ...destination, folder }, tested, describeFile(file, folder))
    } catch (error) {
      throw readableError(error)
    }
  }
}

function describeFile(file: RunnerTestFile, folder: string): TestFile {
  const tests = testsIn(file)
  const namesOf = (some: readonly RunnerTestCase[]) => new Set(some.map((task) => nameOf(task, folder)))
  return {
    name: fileName(file, folder),
    tests: namesOf(tests),
    passed: namesOf(tests.filter(hasPassed)),
    isGone: (other) => /\.[cm]?[jt]sx?$/.test(other) && !existsSync(join(dirname(folder), other)),
  }
}

function testsIn(task: RunnerTask): RunnerTestCase[] {
  return task.type === 'suite' ? task.tasks.flatMap(testsIn) : [task]
}

function hasPassed({ result }: RunnerTestCase): boolean {
  return result?.state === 'pass'
}

/** A test as the file of the pact says it: `tests/products.test.ts > an order > needs a product`. */
function nameOf({ file, fullName }: RunnerTestCase, folder: string): string {
  return fileName(file, folder) + fullName.slice(file.fullName.length)
}

/** Seen from where the folder of pacts is: the same for all who write into it, whatever their roots are. */
function fileName({ filepath }: RunnerTestFile, folder: string): string {
  return relative(dirname(folder), filepath).replaceAll(sep, '/')
}

/** The folder of the definition; without Assay, the root that Vitest runs in. */
function rootOf({ filepath, name }: RunnerTestFile): string {
  const run = providedRun()
  if (run !== undefined) return run.directory
  return filepath.endsWith(`/${name}`) ? filepath.slice(0, -name.length - 1) : process.cwd()
}
