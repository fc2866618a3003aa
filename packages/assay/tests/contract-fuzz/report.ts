import type { Disagreement } from './disagreement.ts'
import type { Found } from './fuzz-case.ts'
import { KNOWN_DIFFERENCES, TIED_RULES } from './known-differences.ts'
import { bodyText } from './render-body.ts'
import type { ChangedPact } from './round-trip.ts'
import type { FuzzReport } from './run-fuzz.ts'

const MOST_SHOWN = 20

/** What a run has found, for people. */
export function reportText({ matches, mismatches, known, unknown }: FuzzReport): string {
  const knownCount = [...known.values()].reduce((sum, count) => sum + count, 0)
  const differences = [...KNOWN_DIFFERENCES, TIED_RULES].flatMap(({ name, reason }) => {
    const count = known.get(name)
    return count === undefined ? [] : [`  ${String(count).padStart(4)} ${name}`, `       ${reason}`]
  })
  return [
    `agreements: ${matches + mismatches} (${matches} match, ${mismatches} do not)`,
    `known differences: ${knownCount}`,
    ...differences,
    `unknown disagreements: ${unknown.length}`,
    ...unknown.slice(0, MOST_SHOWN).map(disagreementText),
  ].join('\n')
}

/** What became of the files of pact-core. */
export function filesText(count: number, changed: readonly ChangedPact[]): string {
  return [
    `files of pact-core, read and written: ${count}`,
    `changed files: ${changed.length}`,
    ...changed
      .slice(0, MOST_SHOWN)
      .map(({ index, original, differences }) =>
        [`--- file ${index}`, ...differences.map((difference) => `  ${difference}`), original].join('\n'),
      ),
  ].join('\n')
}

function disagreementText({ index, fuzzCase, core, assay }: Disagreement): string {
  const { expected, actual, rules, kind } = fuzzCase
  const part = ({ body, ...rest }: typeof expected | typeof actual) =>
    `${JSON.stringify(rest)} ${bodyText(body) ?? 'without a body'}`
  const lines = (engine: string, found: readonly Found[] = []) =>
    found.map(({ place, sentence }) => `  ${engine} ${place}: ${sentence}`)
  return [
    `--- case ${index}: a ${kind}; pact-core: ${core.verdict}, Assay: ${assay.verdict}`,
    `  expected  ${part(expected)}`,
    `  actual    ${part(actual)}`,
    `  rules     ${JSON.stringify(rules)}`,
    ...lines('pact-core', core.found),
    ...lines('Assay    ', assay.found),
  ].join('\n')
}
