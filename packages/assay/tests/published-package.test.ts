import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { copyProject } from './support/project.ts'

const repository = resolve(import.meta.dirname, '../../..')

/** A project in which Assay is installed as npm would install it: compiled, and not a link. */
test('the package that is published works without the repository', { timeout: 180_000 }, () => {
  const built = spawnSync(process.execPath, [join(repository, 'scripts/build.ts')], { encoding: 'utf8' })
  expect(built.status, built.stdout + built.stderr).toBe(0)
  using project = copyProject('tiny')
  install(project.directory)

  const bin = join(project.directory, 'node_modules/assay/bin/assay.cjs')
  const run = spawnSync(process.execPath, [bin, 'run'], {
    cwd: project.directory,
    encoding: 'utf8',
    env: environment(),
  })
  expect(run.stdout, run.stderr).toMatch(/^SHIP {2}tiny/)
  expect(run.status).toBe(0)

  writeFileSync(join(project.directory, 'package.json'), JSON.stringify({ type: 'module' }))
  const config = join(project.directory, 'tsconfig.json')
  writeFileSync(config, JSON.stringify({ extends: join(repository, 'tsconfig.json'), include: ['.'] }))
  const types = spawnSync('tsc', ['--noEmit', '--skipLibCheck', 'false', '-p', config], {
    cwd: project.directory,
    encoding: 'utf8',
  })
  expect(types.stdout.split('\n').filter((line) => !line.startsWith('node_modules'))).toEqual([''])
})

function install(directory: string): void {
  const modules = join(directory, 'node_modules')
  rmSync(modules)
  mkdirSync(modules)
  for (const name of readdirSync(join(repository, 'node_modules'))) {
    if (name !== 'assay') symlinkSync(join(repository, 'node_modules', name), join(modules, name))
  }
  cpSync(join(repository, 'packages/assay/dist'), join(modules, 'assay'), { recursive: true })
}

function environment(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST)/.test(name)),
  )
}
