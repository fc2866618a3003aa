import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { assay, latestResults, startAssay } from './support/assay.ts'
import { copyProject } from './support/project.ts'

test('a full range of ports', async () => {
  using project = copyProject('tiny')
  const environment = { ASSAY_PORT_RANGE: '15000-15000' }
  const { code, stdout } = await assay(['run'], { directory: project.directory, environment })
  expect(code).toBe(2)
  expect(stdout).toContain('No port between 15000 and 15000 is free.')
  expect(stdout).toContain('(port_range_full)')
})

test('a range of ports that is none', async () => {
  using project = copyProject('tiny')
  const environment = { ASSAY_PORT_RANGE: '80' }
  const { code, stdout } = await assay(['run'], { directory: project.directory, environment })
  expect(code).toBe(3)
  expect(stdout).toContain('(invalid_port_range)')
})

test('a disk that is full before the run', async () => {
  using project = copyProject('tiny')
  const { status, stdout, stderr } = onSmallDisk(project.directory, '2m')
  expect(status).toBe(2)
  expect(stdout + stderr).toContain('(disk_full)')
})

test('a disk that fills during the run', async () => {
  using project = copyProject('misbehaving')
  const { status, stdout, stderr } = onSmallDisk(project.directory, '24m', { ODD: 'floods-log' })
  expect(status).toBe(2)
  expect(stdout + stderr).toContain('(results_not_kept)')
  expect(stdout).toMatch(/^DO NOT SHIP/)
})

test('a results folder that cannot be written', async () => {
  using project = copyProject('tiny')
  mkdirSync(join(project.directory, '.assay'))
  writeFileSync(join(project.directory, '.assay', 'runs'), 'a file where a folder should be')
  const { code, stderr } = await assay(['run', 'unit'], project)
  expect(code).toBe(2)
  expect(stderr).toContain('(results_not_writable)')
})

test('a results folder that is read-only', async () => {
  using project = copyProject('tiny')
  mkdirSync(join(project.directory, '.assay'))
  chmodSync(join(project.directory, '.assay'), 0o555)
  // Root may write anywhere, so the run belongs to somebody else.
  const { status, stderr } = asNobody(project.directory)
  expect(status).toBe(2)
  expect(stderr).toContain('(results_not_writable)')
})

test('a results database of a newer version is left as it is', async () => {
  using project = copyProject('tiny')
  mkdirSync(join(project.directory, '.assay'))
  const file = join(project.directory, '.assay', 'results.db')
  const database = new DatabaseSync(file)
  database.exec('CREATE TABLE future (x); PRAGMA user_version = 99')
  database.close()
  const { code, stderr } = await assay(['run', 'unit'], project)
  expect(code).toBe(3)
  expect(stderr).toContain('written by a newer Assay (format 99')
})

test('two runs at once in one checkout', async () => {
  using project = copyProject('tiny')
  const runs = [startAssay(['run'], project), startAssay(['run'], project)]
  const finished = await Promise.all(runs.map((run) => run.finished))
  const said = finished.map(({ stderr }) => stderr).join('\n')
  expect(
    finished.map(({ code }) => code),
    said,
  ).toEqual([0, 0])
  const kept = readdirSync(join(project.directory, '.assay', 'runs'))
  expect(kept).toHaveLength(2)
  expect(kept).toContain(
    readlinkSync(join(project.directory, '.assay', 'latest'))
      .split('/')
      .at(-1),
  )
  expect(latestResults(project.directory).extra.verdict).toBe('ship')
})

function onSmallDisk(directory: string, size: string, environment: Record<string, string> = {}) {
  const bin = join(import.meta.dirname, '../bin/assay.cjs')
  const script = `mkdir -p .assay && mount -t tmpfs -o size=${size} tmpfs .assay && exec "${process.execPath}" "${bin}" run`
  return spawnSync('unshare', ['--user', '--map-root-user', '--mount', 'sh', '-c', script], {
    cwd: directory,
    env: { ...withoutVitest(), ...environment, NO_COLOR: '1', TMPDIR: '/tmp' },
    encoding: 'utf8',
  })
}

function asNobody(directory: string) {
  const bin = join(import.meta.dirname, '../bin/assay.cjs')
  const user = ['--reuid=65534', '--regid=65534', '--clear-groups']
  chmodSync(directory, 0o755)
  return spawnSync('setpriv', [...user, process.execPath, bin, 'run', 'unit'], {
    cwd: directory,
    env: { ...withoutVitest(), HOME: '/tmp', NO_COLOR: '1' },
    encoding: 'utf8',
  })
}

function withoutVitest(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST)/.test(name)),
  )
}
