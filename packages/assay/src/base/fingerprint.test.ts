import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { contentFingerprint, metadataFingerprint } from './fingerprint.ts'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fingerprint-'))
  mkdirSync(join(root, 'src'))
  mkdirSync(join(root, 'node_modules'))
  writeFileSync(join(root, 'src', 'main.ts'), 'one')
  onTestFinished(() => rmSync(root, { recursive: true }))
})

test('changes with content, not with time', () => {
  const before = contentFingerprint(root)
  utimesSync(join(root, 'src', 'main.ts'), 1, 1)
  expect(contentFingerprint(root)).toBe(before)
  writeFileSync(join(root, 'src', 'main.ts'), 'two')
  expect(contentFingerprint(root)).not.toBe(before)
})

test('leaves installed packages out', () => {
  const before = contentFingerprint(root)
  writeFileSync(join(root, 'node_modules', 'x.js'), 'x')
  expect(contentFingerprint(root)).toBe(before)
})

test('looks only at the paths it is given', () => {
  const before = contentFingerprint(root, ['src'])
  writeFileSync(join(root, 'other.ts'), 'x')
  expect(contentFingerprint(root, ['src'])).toBe(before)
})

test('the cheap one changes with time and leaves out what is ignored', () => {
  const before = metadataFingerprint(root, /\.md$/)
  writeFileSync(join(root, 'README.md'), 'text')
  expect(metadataFingerprint(root, /\.md$/)).toBe(before)
  utimesSync(join(root, 'src', 'main.ts'), 1, 1)
  expect(metadataFingerprint(root, /\.md$/)).not.toBe(before)
})
