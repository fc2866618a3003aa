import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { assay } from './support/assay.ts'
import { copyProject, emptyFolder } from './support/project.ts'

/** Runs a definition made of this text and gives what a person reads. */
async function errorOf(definition: string): Promise<{ code: number | null; text: string }> {
  using project = copyProject('tiny')
  writeFileSync(join(project.directory, 'assay.config.ts'), definition)
  const { code, stderr, stdout } = await assay(['run'], project)
  expect(stdout).toBe('')
  return { code, text: stderr.replaceAll(project.directory, '<project>') }
}

const PARTS = `import { defineSystem, gate, postgres, service } from 'assay'\n`
const NAMES = `names: service({ command: ['node', 'main.mjs'], directory: 'services/names' })`

test('no definition', async () => {
  using folder = emptyFolder()
  const { code, stderr } = await assay(['run'], folder)
  expect(code).toBe(3)
  expect(stderr.replaceAll(folder.directory, '<folder>')).toMatchInlineSnapshot()
})

test('a definition that throws', async () => {
  const { code, text } = await errorOf(`throw new Error('no licence')`)
  expect(code).toBe(3)
  expect(text).toMatchInlineSnapshot()
})

test('a definition with a syntax error', async () => {
  const { code, text } = await errorOf(`${PARTS}export default defineSystem({ name: 'tiny' services: {} })`)
  expect(code).toBe(3)
  expect(text).toContain('(config_not_parsed)')
  expect(text).toContain("name: 'tiny' services")
})

test('TypeScript that cannot be stripped', async () => {
  const { code, text } = await errorOf(
    `${PARTS}enum Mode { a }\nexport default defineSystem({ name: Mode.a })`,
  )
  expect(code).toBe(3)
  expect(text).toContain('(config_not_parsed)')
})

test('no default export', async () => {
  const { code, text } = await errorOf(`${PARTS}export const system = 1`)
  expect(code).toBe(3)
  expect(text).toMatchInlineSnapshot()
})

test('an unknown reference', async () => {
  const { code, text } = await errorOf(
    `${PARTS}export default defineSystem({ name: 'tiny', services: { ${NAMES},
      greeter: service({ command: ['node', 'main.mjs'], env: ({ nams }: any) => ({ URL: nams.url }) }) } })`,
  )
  expect(code).toBe(3)
  expect(text).toMatchInlineSnapshot()
})

test('several problems are told together', async () => {
  const { code, text } = await errorOf(
    `${PARTS}export default defineSystem({ name: 'tiny', resources: { names: postgres() }, services: {
      ${NAMES.replace("directory: 'services/names'", "directory: 'services/name', port: 8080")},
      b: service({ command: ['nodee', 'main.mjs'], port: 8080 }),
      c: service({}) },
      gates: [gate('nams' as never).all({ failures: 0 })] })`,
  )
  expect(code).toBe(3)
  expect(text).toMatchInlineSnapshot()
})

test('malformed options and gates', async () => {
  const { code, text } = await errorOf(
    `${PARTS}export default defineSystem({ name: 'Tiny Shop', services: {
      names: service({ command: 'node main.mjs' as never, helth: '/health' } as never) },
      gates: [gate.all({ testDuration: 'fast' } as never), gate.level('smoke' as never, { failures: 0 })] })`,
  )
  expect(code).toBe(3)
  expect(text).toMatchInlineSnapshot()
})

test('an empty system', async () => {
  const { code, text } = await errorOf(`${PARTS}export default defineSystem({ name: 'tiny', services: {} })`)
  expect(code).toBe(3)
  expect(text).toContain('(empty_system)')
})

test('a reserved name', async () => {
  const { text } = await errorOf(
    `${PARTS}export default defineSystem({ name: 'tiny', services: { ${NAMES.replace('names', 'data')} } })`,
  )
  expect(text).toContain('(reserved_name)')
})

test('an unknown level, service or option on the command line', async () => {
  using project = copyProject('tiny')
  const level = await assay(['run', 'integraton'], project)
  expect([level.code, level.stderr]).toEqual([3, expect.stringContaining('did you mean "integration"?')])
  const service = await assay(['run', '--service', 'gretter'], project)
  expect([service.code, service.stderr]).toEqual([3, expect.stringContaining('did you mean "greeter"?')])
  const option = await assay(['run', '--retrys', '2'], project)
  expect([option.code, option.stderr]).toEqual([3, expect.stringContaining('--retries')])
})

test('a definition in a folder above is found', async () => {
  using project = copyProject('tiny')
  const inside = join(project.directory, 'services', 'deep')
  mkdirSync(inside)
  const { code } = await assay(['run', 'unit'], { directory: inside })
  expect(code).toBe(0)
})
