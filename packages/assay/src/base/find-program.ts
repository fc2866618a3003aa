import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path'

/**
 * `PATH` as an npm script of `directory` sees it: each `node_modules/.bin` from there upwards
 * first, so that a project's own pinned tools win over the machine's.
 */
export function searchPath(directory: string, path: string = process.env['PATH'] ?? ''): string {
  const folders: string[] = []
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    folders.push(join(folder, 'node_modules', '.bin'))
    if (dirname(folder) === folder) break
  }
  return [...folders, path].join(delimiter)
}

/**
 * The absolute path of a program: by name on `path`, or by a path relative to `directory`.
 * `undefined` when there is none that may be executed.
 */
export function findProgram(
  name: string,
  directory: string,
  path = searchPath(directory),
): string | undefined {
  if (name.includes('/') || isAbsolute(name)) {
    const file = resolve(directory, name)
    return isExecutable(file) ? file : undefined
  }
  for (const folder of path.split(delimiter)) {
    const file = join(folder, name)
    if (folder !== '' && isExecutable(file)) return file
  }
  return undefined
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    // Not there or not allowed: either way it cannot be run.
    return false
  }
}
