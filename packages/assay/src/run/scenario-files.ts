import { relative } from 'node:path'
import { nearest } from '../base/nearest.ts'
import { AssayError, configurationError, messageOf } from '../errors/assay-error.ts'
import { type Scenario, takeScenarios } from '../load/scenario/scenario.ts'
import { placeIn } from '../model/load-system.ts'
import type { System } from '../model/system.ts'
import { testFolders } from '../model/test-folders.ts'
import { findFiles } from './find-files.ts'
import { importFile } from './import-file.ts'

const SCENARIO_FILES = '**/*.load.{ts,mts,js,mjs}'

/** The scenario files of a system: by convention, or by the globs of its definition. */
export function findScenarioFiles(system: System): string[] {
  const usual = testFolders(system, 'performance').map(
    (folder) => `${relative(system.directory, folder)}/${SCENARIO_FILES}`,
  )
  return findFiles(system, system.tests.include.performance ?? usual)
}

/** By file: a module is evaluated once, however often it is imported. */
const loaded = new Map<string, readonly Scenario[]>()

/**
 * Imports a file and gives the scenarios it defines.
 *
 * @throws AssayError `scenario_not_loaded`, or what is wrong with a scenario.
 */
export async function loadScenarios(file: string): Promise<readonly Scenario[]> {
  const known = loaded.get(file)
  if (known !== undefined) return known
  takeScenarios()
  try {
    await importFile(file)
  } catch (error) {
    takeScenarios()
    throw error instanceof AssayError ? placed(error, file) : notLoaded(file, messageOf(error), error)
  }
  const scenarios = takeScenarios()
  if (scenarios.length === 0) throw notLoaded(file, 'it defines none', undefined)
  loaded.set(file, scenarios)
  return scenarios
}

/**
 * All scenarios, or the one that is asked for.
 *
 * @throws AssayError `unknown_scenario`.
 */
export function namedScenarios(
  scenarios: readonly Scenario[],
  name: string | undefined,
  file: string,
): readonly Scenario[] {
  if (name === undefined) return scenarios
  const found = scenarios.filter((scenario) => scenario.name === name)
  if (found.length > 0) return found
  const names = scenarios.map((scenario) => scenario.name)
  const guess = nearest(name, names)
  throw configurationError({
    code: 'unknown_scenario',
    message: `${file} has no scenario "${name}".`,
    evidence: [`scenarios: ${names.join(', ')}`],
    fix: guess === undefined ? 'name one of them' : `did you mean "${guess}"?`,
  })
}

function placed(error: AssayError, file: string): AssayError {
  const { code, message, evidence, fix, cause } = error
  return configurationError({
    code,
    message,
    evidence: [...evidence, `in: ${file}`],
    ...(fix && { fix }),
    cause,
  })
}

function notLoaded(file: string, reason: string, cause: unknown) {
  return configurationError({
    code: 'scenario_not_loaded',
    message: `No scenario could be taken from ${file}: ${reason}`,
    evidence: placeIn(file, cause),
    fix: "define one with scenario('name', { … }) of assay/load, and correct what fails while the file is imported",
    cause,
  })
}
