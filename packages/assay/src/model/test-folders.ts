import type { Level } from './level.ts'
import type { System } from './system.ts'

/** Where tests of a level are by convention: of the system and of every service. Absolute paths. */
export function testFolders({ directory, services }: System, level: Level): readonly string[] {
  const folders = new Set([directory, ...[...services.values()].map((service) => service.directory)])
  return [...folders].map((folder) => `${folder}/tests/${level}`)
}
