import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const repository = resolve(import.meta.dirname, '../../../..')

/** What a project has only inside the repository. */
const LEFT_OUT = /\/(\.assay|node_modules|tsconfig\.json|.*\.test-d\.ts)$/

/** A copy of a small project that one test may change, with the repository's packages. */
export interface Project extends Disposable {
  readonly directory: string
}

export function copyProject(name: string): Project {
  const directory = mkdtempSync(join(tmpdir(), `${name}-`))
  cpSync(resolve(import.meta.dirname, '../projects', name), directory, {
    recursive: true,
    filter: (source) => !LEFT_OUT.test(source),
  })
  symlinkSync(join(repository, 'node_modules'), join(directory, 'node_modules'))
  return { directory, [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }) }
}

/** An empty folder, removed at the end of its block. */
export function emptyFolder(): Project {
  const directory = mkdtempSync(join(tmpdir(), 'empty-'))
  return { directory, [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }) }
}
