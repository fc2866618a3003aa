import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const repository = resolve(import.meta.dirname, '../../../..')

/** A copy of a small project that one test may change, with the repository's packages. */
export interface Project extends Disposable {
  readonly directory: string
}

export function copyProject(name: string): Project {
  const directory = mkdtempSync(join(tmpdir(), `${name}-`))
  cpSync(resolve(import.meta.dirname, '../projects', name), directory, {
    recursive: true,
    filter: (source) => !source.includes('.assay'),
  })
  symlinkSync(join(repository, 'node_modules'), join(directory, 'node_modules'))
  return { directory, [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }) }
}

/** An empty folder, removed at the end of its block. */
export function emptyFolder(): Project {
  const directory = mkdtempSync(join(tmpdir(), 'empty-'))
  return { directory, [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }) }
}
