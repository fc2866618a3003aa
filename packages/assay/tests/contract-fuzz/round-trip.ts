import { createRandom } from '../../src/base/random.ts'
import { readPact } from '../../src/contract/file/read-pact.ts'
import { writePact } from '../../src/contract/file/write-pact.ts'
import type { Json } from '../../src/contract/model/json.ts'
import type { Pact } from '../../src/contract/model/pact.ts'
import { createPact } from './cases/pact-case.ts'
import type { PactCore } from './oracles/pact-core.ts'

/** A pact of pact-core that is another one after Assay has read and written it. */
export interface ChangedPact {
  readonly index: number
  readonly original: string
  readonly rewritten: string
  /** The first places that differ. */
  readonly differences: readonly string[]
}

export interface RoundTripOptions {
  readonly seed: string
  readonly from: number
  readonly to: number
}

const BATCH_PACTS = 100

/**
 * Has pact-core write generated pacts, Assay read and write them, and pact-core read both files: it
 * must find the same in them.
 */
export async function runRoundTrips(
  options: RoundTripOptions,
  core: PactCore,
): Promise<readonly ChangedPact[]> {
  const changed: ChangedPact[] = []
  for (let from = options.from; from < options.to; from += BATCH_PACTS) {
    const length = Math.min(BATCH_PACTS, options.to - from)
    const pacts = Array.from({ length }, (_, offset) =>
      createPact(createRandom(`${options.seed}:pact ${from + offset}`)),
    )
    const originals = await core.write(pacts)
    const rewritten = originals.map(rewrite)
    const [left, right] = [await core.rewrite(originals), await core.rewrite(rewritten)]
    for (const [offset, original] of originals.entries()) {
      const [before, after] = [left[offset] ?? null, right[offset] ?? null]
      const differences = [
        // Some files of version 1 and 2 pact-core can write, but not read.
        ...(before === null
          ? []
          : differencesOf(meaningOf(before), after && meaningOf(after), 'pact-core: ')),
        ...differencesOf(modelOf(original), modelOf(rewritten[offset]!), 'Assay: '),
      ]
      if (differences.length === 0) continue
      changed.push({ index: from + offset, original, rewritten: rewritten[offset]!, differences })
    }
  }
  return changed
}

function rewrite(text: string): string {
  return writePact(readPact(text, 'a pact of pact-core').pact)
}

/** Who has written a file is no part of what it means. */
function modelOf(text: string): Json {
  const { metadata: _metadata, ...pact }: Pact = readPact(text, 'a pact').pact
  return JSON.parse(
    JSON.stringify(pact, (_name, value) => (value instanceof Map ? [...value] : value)),
  ) as Json
}

function meaningOf(text: string): Json {
  // A number is what is written, so that 1.0 is not 1.
  const { metadata: _metadata, ...pact } = JSON.parse(
    text,
    (_name, value, context?: { readonly source?: string }) =>
      typeof value === 'number' ? `number ${context?.source}` : value,
  )
  return pact as Json
}

const MOST_DIFFERENCES = 5

function differencesOf(left: Json | undefined, right: Json | undefined, path: string): string[] {
  if (left === right) return []
  const isNested = typeof left === 'object' && typeof right === 'object' && left !== null && right !== null
  if (!isNested || Array.isArray(left) !== Array.isArray(right)) {
    return [`${path}: ${JSON.stringify(left)} became ${JSON.stringify(right)}`]
  }
  const [from, to] = [left, right] as unknown as Record<string, Json>[]
  const names = new Set([...Object.keys(from!), ...Object.keys(to!)])
  return [...names]
    .flatMap((name) => differencesOf(from![name], to![name], `${path}/${name}`))
    .slice(0, MOST_DIFFERENCES)
}
