import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import type { System } from '../model/system.ts'

/** The files that fit one of the patterns, which are relative to the system; absolute, in the order of their names. */
export function findFiles({ directory }: System, patterns: readonly string[]): string[] {
  const found = patterns.flatMap((pattern) =>
    globSync(pattern, { cwd: directory, exclude: (name) => name === 'node_modules' }),
  )
  return [...new Set(found.map((file) => resolve(directory, file)))].sort()
}
