import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cachedDirectory, removeUnused } from './cache-directory.ts'

const DAY_MS = 24 * 60 * 60 * 1_000
let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cache-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('several that want the same at once wait for one that makes it', async () => {
  let made = 0
  const want = () =>
    cachedDirectory(join(root, 'made'), async (partial) => {
      made += 1
      await new Promise((resolve) => setTimeout(resolve, 10))
      writeFileSync(join(partial, 'file'), 'whole')
    })
  const [first] = await Promise.all([want(), want(), want()])
  await want()
  expect(made).toBe(1)
  expect(readFileSync(join(first, 'file'), 'utf8')).toBe('whole')
})

test('what could not be made is not there, and is tried again', async () => {
  const directory = join(root, 'made')
  const fail = () => cachedDirectory(directory, () => Promise.reject(new Error('no space')))
  await expect(fail()).rejects.toThrow('no space')
  expect(existsSync(directory)).toBe(false)
  await expect(cachedDirectory(directory, async () => undefined)).resolves.toBe(directory)
})

test('what nobody has used for long is removed; a use is remembered', async () => {
  for (const name of ['forgotten', 'used', 'recent']) mkdirSync(join(root, name))
  const old = new Date(Date.now() - 15 * DAY_MS)
  for (const name of ['forgotten', 'used']) utimesSync(join(root, name), old, old)
  await cachedDirectory(join(root, 'used'), () => Promise.reject(new Error('it is there')))
  expect(statSync(join(root, 'used')).mtimeMs).toBeGreaterThan(Date.now() - DAY_MS)
  removeUnused(root, 14)
  expect(['forgotten', 'used', 'recent'].map((name) => existsSync(join(root, name)))).toEqual([
    false,
    true,
    true,
  ])
})
