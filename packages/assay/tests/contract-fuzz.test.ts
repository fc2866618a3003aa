import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// A part of `npm run test:pact-fuzz`, which asks about many more cases.

const main = join(import.meta.dirname, 'contract-fuzz', 'main.ts')

test('pact-core and Assay say the same of generated contracts', async () => {
  const { code, output } = await fuzz('--cases', '800')
  expect(output).toContain('unknown disagreements: 0\n')
  expect(output).toContain('changed files: 0\n')
  expect(code).toBe(0)
  const [, matches, mismatches] = /^agreements: \d+ \((\d+) match, (\d+) do not\)$/m.exec(output) ?? []
  // Neither is the engine so strict nor so lax that there would be nothing to agree on.
  expect(Number(matches)).toBeGreaterThan(100)
  expect(Number(mismatches)).toBeGreaterThan(100)
})

test('a difference that is not known fails the run, in the smallest case that has it', async () => {
  const { code, output } = await fuzz('--only', '251', '--strict')
  expect(code).toBe(1)
  expect(output.slice(0, output.indexOf('files of'))).toMatchInlineSnapshot(`
    "cases: 1, seed 1
    agreements: 0 (0 match, 0 do not)
    known differences: 0
    unknown disagreements: 1
    --- case 251: a message; pact-core: mismatch, Assay: match
      expected  {"metadata":{"contentType":"application/json"}} null
      actual    {"metadata":{"contentType":"application/json"}} null
      rules     {}
      pact-core body $: Expected empty body but received Present(4 bytes, application/json)
    "
  `)
})

interface Finished {
  readonly code: number
  readonly output: string
}

function fuzz(...flags: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, '--seed', '1', ...flags], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr })
    })
  })
}
