import { join } from 'node:path'
import type { Plugin } from 'vitest/config'
import { loadSystem } from '../model/load-system.ts'
import { activeRun } from './active-run.ts'
import { packageFiles, projectsFor, VITEST_LEVELS } from './projects.ts'

/**
 * Makes each level of the system a Vitest project, so that an editor or `vitest` itself runs its
 * tests. They use a warm system (`assay up`) when there is one, and boot one otherwise.
 *
 * @example
 * // vitest.config.ts
 * export default defineConfig({ plugins: [assay()] })
 */
export function assay(options: { readonly directory?: string } = {}): Plugin {
  return {
    name: 'assay',
    async config(config) {
      // A run has made its projects already; this is the same plugin in the user's own configuration.
      if (activeRun() !== undefined) return undefined
      const system = await loadSystem(options.directory ?? config.root ?? process.cwd())
      const projects = projectsFor({
        system,
        levels: VITEST_LEVELS,
        retries: system.tests.retries,
        workers: undefined,
      })
      return {
        cacheDir: join(system.directory, '.assay', 'cache'),
        test: { projects, server: { deps: { external: [packageFiles()] } } },
      }
    },
  }
}
