import { AssayError } from '../../errors/assay-error.ts'
import { inOrder } from '../file/json-object.ts'
import { mergePacts } from '../file/merge-pacts.ts'
import { isSameInteraction } from '../file/same-contract.ts'
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
  /** Whether another test file, by its name, is there no more. */
  readonly isGone: (file: string) => boolean
}

/**
 * A pact with what the tests of a file have shown. The tests that an interaction comes from stand in
 * its comments, so that a file only ever changes what is its own:
 *
 * - what a test of the file said before it passed anew, or before it was removed, is forgotten, and
 *   so is what files said that are there no more;
 * - what failed or skipped tests and other files said stays, and must not be contradicted. But a test
 *   that has said it with them, and says something else now, is followed: the others may use the same
 *   code, and have not run yet. Until they confirm it they stand in the comments, and whoever of them
 *   says the old again contradicts;
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
  const isFollowed = followers(existing)
  const said = new Set<string>()
  for (const { test, interaction } of added) {
    const name = nameOf(interaction)
    const owned = (byName.get(name) ?? []).filter((alike) => testsOf(alike).length > 0)
    const agreeing = owned.filter((alike) => isSameInteraction(alike, interaction))
    const others = owned.filter((alike) => !agreeing.includes(alike))
    if (said.has(name) || !isFollowed(name, test)) {
      for (const alike of others) refuseConflict(existing, { alike, interaction, test })
    }
    said.add(name)
    const tests = [...new Set([...agreeing.flatMap(testsOf), test])].sort()
    const unconfirmed = [...owned.flatMap(unconfirmedOf), ...others.flatMap(testsOf)]
    // Of comments only one text can stay: always the same, whoever comes last.
    const shown = tests[0] === test ? interaction : (agreeing[0] ?? interaction)
    byName.set(name, [withTests(shown, tests, unconfirmed)])
  }
  return { ...existing, interactions: [...byName.values()].flat() }
}

/** Tells whether a test said an interaction before, in agreement with all who did. */
function followers({ interactions }: Pact): (name: string, test: string) => boolean {
  const byName = Map.groupBy(interactions, nameOf)
  return (name, test) => {
    const before = byName.get(name) ?? []
    const hasDisagreed = before.some((interaction) => unconfirmedOf(interaction).includes(test))
    return !hasDisagreed && before.some((interaction) => testsOf(interaction).includes(test))
  }
}

/** Nothing when all tests that it comes from are gone, or have run again. */
function withoutOutdated(
  interaction: Interaction,
  { name, tests, passed, isGone }: TestFile,
): Interaction | undefined {
  const isCurrent = (test: string) => {
    const [file = ''] = test.split(' > ', 1)
    return file === name ? tests.has(test) && !passed.has(test) : !isGone(file)
  }
  const [said, unconfirmed] = [testsOf(interaction), unconfirmedOf(interaction)]
  if ([...said, ...unconfirmed].every(isCurrent)) return interaction
  const left = said.filter(isCurrent)
  if (left.length === 0 && said.length > 0) return undefined
  return withTests(interaction, left, unconfirmed.filter(isCurrent))
}

/** `testname` is where all Pact tools look for one test; several stand beside it. */
function testsOf({ comments: { testname, tests } }: Interaction): string[] {
  return textsIn(Array.isArray(tests) ? tests : [testname])
}

function unconfirmedOf({ comments: { unconfirmedBy } }: Interaction): string[] {
  return textsIn(Array.isArray(unconfirmedBy) ? unconfirmedBy : [])
}

function textsIn(values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === 'string')
}

function withTests(
  interaction: Interaction,
  tests: readonly string[],
  unconfirmed: readonly string[],
): Interaction {
  const { testname: _one, tests: _all, unconfirmedBy: _others, ...comments } = interaction.comments
  const several: JsonObject = tests.length > 1 ? { tests } : {}
  const waiting = [...new Set(unconfirmed)].filter((test) => !tests.includes(test)).sort()
  const unconfirmedBy: JsonObject = waiting.length > 0 ? { unconfirmedBy: waiting } : {}
  return { ...interaction, comments: { ...comments, testname: tests[0] ?? '', ...several, ...unconfirmedBy } }
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
