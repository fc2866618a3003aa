import { relative } from 'node:path'
import { type ProviderMessages, takeMessages } from '../contract/provider/messages.ts'
import { type ProviderRequestFilter, takeRequestFilters } from '../contract/provider/request-filters.ts'
import { type ProviderStates, takeStates } from '../contract/provider/states.ts'
import { AssayError, configurationError, messageOf } from '../errors/assay-error.ts'
import { placeIn } from '../model/load-system.ts'
import type { System } from '../model/system.ts'
import { testFolders } from '../model/test-folders.ts'
import { requireOwnNames, requireServices } from './contract-function-problems.ts'
import { findFiles } from './find-files.ts'
import { importFile } from './import-file.ts'

/** What is written for the verification of providers. */
export interface ProviderFunctions {
  readonly states: readonly ProviderStates[]
  readonly messages: readonly ProviderMessages[]
  readonly requestFilters: readonly ProviderRequestFilter[]
}

/** A file of such functions; paths are absolute. */
export interface ProviderFile {
  readonly file: string
  readonly functions: ProviderFunctions
}

/** A file whose functions cannot be used. */
export interface BrokenProviderFile {
  readonly file: string
  readonly error: unknown
}

export interface LoadedFunctions {
  readonly files: readonly ProviderFile[]
  readonly broken: readonly BrokenProviderFile[]
}

const PROVIDER_FILES = '**/*.states.{ts,mts,js,mjs}'

/** The files of provider states: below `tests/contract/` of the system and of every service. */
export function findProviderFiles(system: System): string[] {
  const patterns = testFolders(system, 'contract').map(
    (folder) => `${relative(system.directory, folder)}/${PROVIDER_FILES}`,
  )
  return findFiles(system, patterns)
}

/** Imports the files of provider states. One that is broken spoils no other; an interruption ends it. */
export async function loadProviderFunctions(system: System, signal: AbortSignal): Promise<LoadedFunctions> {
  const files: ProviderFile[] = []
  const broken: BrokenProviderFile[] = []
  for (const file of findProviderFiles(system)) {
    try {
      const loaded = { file, functions: await importFunctions(file, signal) }
      requireServices(loaded, system)
      requireOwnNames(loaded, files, system)
      files.push(loaded)
    } catch (error) {
      signal.throwIfAborted()
      broken.push({ file, error })
    }
  }
  return { files, broken }
}

/** By file: a module is evaluated once, however often it is imported. */
const imported = new Map<string, ProviderFunctions>()

/**
 * Imports a file of provider states.
 *
 * @throws AssayError `states_not_loaded`, or what is wrong with its functions
 */
export async function importFunctions(file: string, signal?: AbortSignal): Promise<ProviderFunctions> {
  const known = imported.get(file)
  if (known !== undefined) return known
  takeFunctions()
  try {
    await importFile(file, { signal })
  } catch (error) {
    takeFunctions()
    throw error instanceof AssayError ? error : notLoaded(file, messageOf(error), error)
  }
  const functions = takeFunctions()
  if (Object.values(functions).every((defined: readonly unknown[]) => defined.length === 0))
    throw notLoaded(file, 'it defines nothing', undefined)
  imported.set(file, functions)
  return functions
}

function takeFunctions(): ProviderFunctions {
  return { states: takeStates(), messages: takeMessages(), requestFilters: takeRequestFilters() }
}

function notLoaded(file: string, reason: string, cause: unknown) {
  return configurationError({
    code: 'states_not_loaded',
    message: `No provider states could be taken from ${file}: ${reason}`,
    evidence: placeIn(file, cause),
    fix: 'define them with states, messages or requestFilter of assay/contract, and correct what fails while the file is imported',
    cause,
  })
}
