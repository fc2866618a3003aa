import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect } from 'vitest'
import type { ScenarioResult } from '../../src/model/load-result.ts'
import { assay, type Finished } from './assay.ts'
import { emptyFolder, type Project } from './project.ts'

const packages = resolve(import.meta.dirname, '../../../../node_modules')

/** A load that has ended, and what it found out. */
export interface FinishedLoad extends Finished {
  readonly results: readonly ScenarioResult[]
}

/** Runs `assay load --json` to its end, in an empty folder unless another is given. */
export async function load(args: readonly string[], project?: Project): Promise<FinishedLoad> {
  using folder = project === undefined ? emptyFolder() : undefined
  const finished = await assay(['load', ...args, '--json'], (project ?? folder)!)
  const isJson = finished.stdout.startsWith('[')
  return { ...finished, results: isJson ? JSON.parse(finished.stdout) : [] }
}

/** The only result, of which every request that was due has to be accounted for. */
export function onlyResult({ results, stdout, stderr }: FinishedLoad): ScenarioResult {
  expect(results, stdout + stderr).toHaveLength(1)
  const [result] = results
  const { scheduled, sent, dropped, failed } = result!.total
  expect(scheduled).toBe(sent + dropped + failed)
  return result!
}

/** A folder with files in which `assay/load` can be imported, and no system above it. */
export function folderWith(files: Readonly<Record<string, string>>): Project {
  const folder = emptyFolder()
  symlinkSync(packages, join(folder.directory, 'node_modules'))
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder.directory, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  return folder
}

/** What a person must never see for a mistake of their own: where in Assay it was noticed. */
export const STACK_TRACE = /^\s+at .*packages\/assay\/(src|dist)\/.*:\d+/m
