// Runs once per level, in Vitest's main process; see projects.ts.
import type { TestProject } from 'vitest/node'
import { isLevel, scopeOf } from '../model/level.ts'
import { activeRun } from './active-run.ts'
import { openEditorRun } from './editor-run.ts'
import { provideSystem } from './provided-system.ts'

/** Tells the level's workers which system they test and where it runs. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const level = project.name
  if (!isLevel(level)) return undefined
  const run = activeRun() ?? (await openEditorRun(project.config.root))
  const { system, stubbed, seed } = run
  const socketPath = scopeOf(level) === 'none' ? undefined : await run.socketPath(level)
  project.provide('assay', provideSystem(system, { level, socketPath, stubbed, seed }))
  return run.close
}
