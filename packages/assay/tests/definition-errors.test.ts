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
  expect(stderr.replaceAll(folder.directory, '<folder>')).toMatchInlineSnapshot(`
    "There is no assay.config.ts here or in any folder above.
      looked from: <folder>
      fix: run Assay in the folder of your system, name it with --directory, or write a definition (docs/getting-started.md)
      (config_not_found)
    "
  `)
})

test('a definition that throws', async () => {
  const { code, text } = await errorOf(`throw new Error('no licence')`)
  expect(code).toBe(3)
  expect(text).toMatchInlineSnapshot(`
    "<project>/assay.config.ts threw while it was loaded: no licence
      at <project>/assay.config.ts:1:7
      fix: correct what the definition does when it is imported
      (config_failed)
    "
  `)
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
  expect(text).toMatchInlineSnapshot(`
    "The default export is not a system definition.
      in: <project>/assay.config.ts
      fix: export default defineSystem({ … })
      (not_a_definition)
    "
  `)
})

test('an unknown reference', async () => {
  const { code, text } = await errorOf(
    `${PARTS}export default defineSystem({ name: 'tiny', services: { ${NAMES},
      greeter: service({ command: ['node', 'main.mjs'], env: ({ nams }: any) => ({ URL: nams.url }) }) } })`,
  )
  expect(code).toBe(3)
  expect(text).toMatchInlineSnapshot(`
    "Service "greeter" refers to "nams", which the definition does not declare.
      declared: names, greeter
      in: <project>/assay.config.ts
      fix: did you mean "names"?
      (unknown_reference)
    "
  `)
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
  expect(text).toMatchInlineSnapshot(`
    "The definition has 6 problems.
      1. "names" is both a resource and a service. (duplicate_name)
         fix: rename one of them, for example the resource to "namesDb"
      2. Service "names" has the directory "services/name", which does not exist. (missing_directory)
         services has: greeter, names
         fix: correct services.names.directory; did you mean "names"?
      3. Service "b" starts with "nodee", which is not an executable program. (command_not_found)
         looked in: ., its node_modules/.bin, and PATH
         fix: install "nodee", or correct services.b.command
      4. Service "c" has neither a command nor a url. (no_way_to_start)
         fix: give it a command; or a url; or, if it is only ever stubbed, its openapi document
      5. Services "names" and "b" both claim port 8080. (port_claimed_twice)
         fix: remove services.b.port; Assay gives each service a free port in PORT
      6. gates.0 is about "nams", which is not a service of the system. (invalid_gate)
         services: names, b, c
         fix: did you mean "names"?
      in: <project>/assay.config.ts
      fix: correct each of them; the codes are explained in docs/errors.md
      (invalid_definition)
    "
  `)
})

test('malformed options and gates', async () => {
  const { code, text } = await errorOf(
    `${PARTS}export default defineSystem({ name: 'Tiny Shop', services: {
      names: service({ command: 'node main.mjs' as never, helth: '/health' } as never) },
      gates: [gate.all({ testDuration: 'fast' } as never), gate.level('smoke' as never, { failures: 0 })] })`,
  )
  expect(code).toBe(3)
  expect(text).toMatchInlineSnapshot(`
    "The definition has 5 problems.
      1. name: must be lower-case letters, digits and "-". (invalid_option)
         fix: see docs/definition.md for the options
      2. gates.0.thresholds.testDuration: must be an operator, a number and a unit, like "<200ms". (invalid_gate)
         fix: see docs/gates.md for what a gate may demand
      3. gates.1.level: must be one of unit, integration, contract, e2e, ui, performance, security, resilience. (invalid_gate)
         fix: see docs/gates.md for what a gate may demand
      4. services.names.command: must be a list of the program and its arguments. (invalid_option)
         fix: see docs/definition.md for the options
      5. services.names: unknown option "helth". (invalid_option)
         fix: see docs/definition.md for the options
      in: <project>/assay.config.ts
      fix: correct each of them; the codes are explained in docs/errors.md
      (invalid_definition)
    "
  `)
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

test.for(['runn', 'toString'])('a command that there is not: %s', async (command) => {
  using project = copyProject('tiny')
  const { code, stderr } = await assay([command], project)
  expect([code, stderr]).toEqual([3, expect.stringContaining(`unknown command '${command}'`)])
})

test('a definition in a folder above is found', async () => {
  using project = copyProject('tiny')
  const inside = join(project.directory, 'services', 'deep')
  mkdirSync(inside)
  const { code } = await assay(['run', 'unit'], { directory: inside })
  expect(code).toBe(0)
})
