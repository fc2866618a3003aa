import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { NamedPlugin } from './needs-plugin.ts'

const PACKAGE = '@pact-foundation/pact-core'

/** Whether a module, such as this one, finds the package that loads plugins. */
export function hasPactCore(module: string = import.meta.url): boolean {
  try {
    createRequire(module).resolve(PACKAGE)
    return true
  } catch {
    // It is an optional one.
    return false
  }
}

/** Where plugins are installed. */
export function pluginFolder(): string {
  return process.env['PACT_PLUGIN_DIR'] || join(homedir(), '.pact', 'plugins')
}

/**
 * The plugins that are not installed. Those would be looked for on the internet while a provider is
 * verified; which versions go together is for the package to judge.
 */
export function missingPlugins(plugins: readonly NamedPlugin[]): readonly NamedPlugin[] {
  const installed = new Set(installedNames(pluginFolder()))
  return plugins.filter(({ name }) => !installed.has(name))
}

function installedNames(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => {
    const manifest = join(folder, name, 'pact-plugin.json')
    return existsSync(manifest) ? nameIn(manifest) : []
  })
}

function nameIn(manifest: string): string[] {
  try {
    const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly name?: unknown }
    return typeof name === 'string' ? [name] : []
  } catch {
    // A plugin that is broken is not installed.
    return []
  }
}
