import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { configurationError, messageOf } from '../errors/assay-error.ts'
import type { System } from './system.ts'
import { validateDefinition } from './validate-definition.ts'

const CONFIG_NAMES = ['assay.config.ts', 'assay.config.mts', 'assay.config.js', 'assay.config.mjs']

/**
 * Finds `assay.config.ts` in `directory` or the nearest folder above it, and validates it.
 *
 * @throws AssayError `config_not_found`, `config_failed`, `not_a_definition` or what is wrong with it.
 */
export async function loadSystem(directory: string): Promise<System> {
  const configFile = findConfigFile(resolve(directory))
  if (configFile === undefined) throw configNotFound(resolve(directory))
  // Git and Vitest speak of real paths; a checkout may be reached through a link.
  const realFile = realpathSync(configFile)
  return validateDefinition(await importDefault(realFile), realFile)
}

/** The definition in a folder or the nearest one above it. */
export function findConfigFile(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = CONFIG_NAMES.map((name) => join(folder, name)).find((file) => existsSync(file))
    if (found !== undefined) return found
    if (dirname(folder) === folder) return undefined
  }
}

async function importDefault(configFile: string): Promise<unknown> {
  let loaded: { readonly default?: unknown }
  try {
    loaded = await import(pathToFileURL(configFile).href)
  } catch (error) {
    throw configFailed(configFile, error)
  }
  return loaded.default
}

function configNotFound(directory: string) {
  return configurationError({
    code: 'config_not_found',
    message: 'There is no assay.config.ts here or in any folder above.',
    evidence: [`looked from: ${directory}`],
    fix: 'run Assay in the folder of your system, name it with --directory, or write a definition (docs/getting-started.md)',
  })
}

function configFailed(configFile: string, error: unknown) {
  const isSyntax =
    error instanceof SyntaxError || (error as { code?: string }).code?.includes('TYPESCRIPT') === true
  return configurationError({
    code: isSyntax ? 'config_not_parsed' : 'config_failed',
    message: `${configFile} ${isSyntax ? 'cannot be parsed' : 'threw while it was loaded'}: ${messageOf(error)}`,
    evidence: placeIn(configFile, error),
    fix: isSyntax
      ? 'correct the syntax; only TypeScript that can be stripped is allowed (no enums, no parameter properties)'
      : 'correct what the definition does when it is imported',
    cause: error,
  })
}

/** The lines of an error's stack that point into a file, and the excerpt a syntax error carries. */
export function placeIn(file: string, error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const lines = stack.split('\n').map((line) => line.trim())
  const messageAt = lines.findIndex((line) => /^\w*Error\b/.test(line))
  const excerpt = messageAt > 0 ? lines.slice(0, messageAt).filter((line) => line !== '') : []
  const places = lines.flatMap((line) => {
    const at = line.startsWith('at ') ? line.indexOf(file) : -1
    return at < 0 ? [] : [`at ${line.slice(at).replace(')', '')}`]
  })
  return [...excerpt, ...places].slice(0, 5)
}
