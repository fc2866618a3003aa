import { AssayError } from '../../errors/assay-error.ts'
import { inOrder } from '../file/json-object.ts'
import { mergePacts } from '../file/merge-pacts.ts'
import type { JsonObject } from '../model/json.ts'
import type { Interaction, Pact } from '../model/pact.ts'

/** An interaction that a test has shown to work. */
export interface TestedInteraction {
  /** Its file and titles: `tests/products.test.ts > needs a product`. */
  readonly test: string
  readonly interaction: Interaction
}

/** A test file that has run, perhaps not with all of its tests. */
export interface TestFile {
  readonly name: string
  /** All tests in it, those that were skipped included. */
  readonly tests: ReadonlySet<string>
  readonly passed: ReadonlySet<string>
}

/**
 * A pact with what the tests of a file have shown. The tests that an interaction comes from stand in
 * its comments, so that a file only ever changes what is its own:
 *
 * - what a test of the file said before it passed anew, or before it was removed, is forgotten;
 * - what failed or skipped tests and other files said stays, and must not be contradicted;
 * - what no test is known for, because another tool wrote it, is replaced by what is said now.
 *
 * @throws AssayError `pact_conflict` when two tests contradict each other
 */
export function joinInteractions(existing: Pact, added: readonly TestedInteraction[], file: TestFile): Pact {
  const byName = new Map<string, Interaction[]>()
  for (const interaction of existing.interactions) {
    const kept = withoutOutdated(interaction, file)
    if (kept !== undefined) push(byName, nameOf(kept), kept)
  }
  for (const { test, interaction } of added) {
    const name = nameOf(interaction)
    const owned = (byName.get(name) ?? []).filter((alike) => testsOf(alike).length > 0)
    for (const alike of owned) refuseConflict(existing, { alike, interaction, test })
    const tests = [...new Set([...owned.flatMap(testsOf), test])].sort()
    byName.set(name, [withTests(interaction, tests)])
  }
  return { ...existing, interactions: [...byName.values()].flat() }
}

/** Nothing when all tests that it comes from are gone, or have run again. */
function withoutOutdated(
  interaction: Interaction,
  { name, tests, passed }: TestFile,
): Interaction | undefined {
  const before = testsOf(interaction)
  const isOutdated = (test: string) => test.startsWith(`${name} > `) && (!tests.has(test) || passed.has(test))
  const left = before.filter((test) => !isOutdated(test))
  if (left.length === before.length) return interaction
  return left.length === 0 ? undefined : withTests(interaction, left)
}

/** `testname` is where all Pact tools look for one test; several stand beside it. */
function testsOf({ comments: { testname, tests } }: Interaction): string[] {
  const all = Array.isArray(tests) ? tests : [testname]
  return all.filter((test) => typeof test === 'string')
}

function withTests(interaction: Interaction, tests: readonly string[]): Interaction {
  const { testname: _one, tests: _all, ...others } = interaction.comments
  const several: JsonObject = tests.length > 1 ? { tests } : {}
  return { ...interaction, comments: { ...others, testname: tests[0] ?? '', ...several } }
}

interface Conflict {
  readonly alike: Interaction
  readonly interaction: Interaction
  readonly test: string
}

function refuseConflict(pact: Pact, { alike, interaction, test }: Conflict): void {
  try {
    mergePacts({ ...pact, interactions: [alike] }, { ...pact, interactions: [interaction] })
  } catch (error) {
    if (!(error instanceof AssayError)) throw error
    const evidence = [
      ...error.evidence,
      ...testsOf(alike).map((other) => `there from: ${other}`),
      `now from:   ${test}`,
    ]
    throw new AssayError(error.fault, {
      code: error.code,
      message: error.message,
      evidence,
      fix: CONFLICT_FIX,
    })
  }
}

const CONFLICT_FIX =
  'give one of them another description or state, or let both tests use the same interaction'

function nameOf({ kind, description, providerStates }: Interaction): string {
  const states = providerStates.map(({ name, params }) => [name, inOrder(params)])
  return JSON.stringify([kind, description, states])
}

function push(byName: Map<string, Interaction[]>, name: string, interaction: Interaction): void {
  const alike = byName.get(name)
  if (alike === undefined) byName.set(name, [interaction])
  else alike.push(interaction)
}
