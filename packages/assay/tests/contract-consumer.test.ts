import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startVitest } from './support/assay.ts'
import { copyProject, type Project } from './support/project.ts'

/** Without Assay and its plugin: whoever has Vitest can begin with contracts alone. */
async function runTests(project: Project, folder: string) {
  const { code, stdout, stderr } = await startVitest(['run', folder], project).finished
  return { code, output: stdout + stderr }
}

function pactFile({ directory }: Project): string {
  return join(directory, 'pacts/orders-products.json')
}

test('writes what tests have shown, the same on every run', async () => {
  using project = copyProject('consumer')
  const { code, output } = await runTests(project, 'tests')
  expect(code, output).toBe(0)
  const text = readFileSync(pactFile(project), 'utf8')
  const { metadata, ...pact } = JSON.parse(text)
  expect(metadata.pactSpecification).toEqual({ version: '4.0' })
  expect(pact).toMatchInlineSnapshot()
  await runTests(project, 'tests')
  expect(readFileSync(pactFile(project), 'utf8')).toBe(text)
})

test('a test that uses its mock otherwise fails, says why, and writes nothing', async () => {
  using project = copyProject('consumer')
  const { code, output } = await runTests(project, 'broken')
  expect(code).toBe(1)
  expect(output).toContain('4 failed')
  expect(existsSync(pactFile(project))).toBe(false)

  expect(failureOf(output, 'asks for another product')).toContain('products answered 500')
  expect(failureOf(output, 'asks for another product', 2)).toMatchInlineSnapshot()
  expect(failureOf(output, 'asks for nothing')).toMatchInlineSnapshot()
  expect(failureOf(output, 'expects too much')).toContain('expected { id: 7 } to deeply equal { id: 8 }')
  expect(failureOf(output, 'fails before it asks')).toContain('nothing was asked')
  expect(output.match(/pact_not_fulfilled\)/g)).toHaveLength(1)
})

test('tests that contradict each other fail their file, and write nothing', async () => {
  using project = copyProject('consumer')
  const { code, output } = await runTests(project, 'conflicting')
  expect(code).toBe(1)
  expect(output).toContain('would have two different interactions "a request"')
  expect(output).toContain('there from: conflicting/products.test.ts > expects 200')
  expect(output).toContain('now from:   conflicting/products.test.ts > expects 201')
  expect(existsSync(pactFile(project))).toBe(false)
})

/** The message of the first or another failure of a test, as Vitest prints it. */
function failureOf(output: string, title: string, which = 1): string {
  const section = output.split(/^ FAIL /m).filter((part) => part.split('\n')[0]?.endsWith(`> ${title}`))[
    which - 1
  ]
  const message = section?.split('\n').slice(1).join('\n').split(/\n ❯ /)[0]
  return message?.trim() ?? `no failure ${which} of "${title}" in:\n${output}`
}
