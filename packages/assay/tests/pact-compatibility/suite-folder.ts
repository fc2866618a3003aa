import { globSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Features to run, and the files that they name. */
export interface Suite {
  /** Files with the ending `.feature`; there is at least one. */
  readonly features: readonly string[]
  /** `undefined` when there is no folder of that name near the features. */
  readonly fixtures: string | undefined
}

/** How far up from the features fixtures may lie: `suite/features/V2` has them in `suite/fixtures`. */
const MOST_LEVELS_UP = 3

/** The suite in a folder, at any depth, or in a file; `undefined` when there are no features. */
export function findSuite(path: string): Suite | undefined {
  const kind = statSync(path, { throwIfNoEntry: false })
  if (kind === undefined) return undefined
  const features = kind.isDirectory() ? featuresBelow(path) : [path]
  if (!features.every((file) => file.endsWith('.feature')) || features.length === 0) return undefined
  return { features, fixtures: fixturesNear(kind.isDirectory() ? path : dirname(path)) }
}

function featuresBelow(folder: string): string[] {
  return globSync('**/*.feature', { cwd: folder })
    .sort()
    .map((name) => join(folder, name))
}

function fixturesNear(folder: string, levelsUp: number = MOST_LEVELS_UP): string | undefined {
  const candidate = join(folder, 'fixtures')
  if (statSync(candidate, { throwIfNoEntry: false })?.isDirectory()) return candidate
  return levelsUp === 0 ? undefined : fixturesNear(dirname(folder), levelsUp - 1)
}
