import { expect, test } from 'vitest'
import { installPairsPlugin } from '../src/contract/native/fixtures/install-plugin.ts'
import { assay, latestResults } from './support/assay.ts'
import { resultLines } from './support/contracts.ts'
import { copyProject, emptyFolder, type Project } from './support/project.ts'

// Contracts of a team that uses a Pact plugin: a real one, which the standard package starts.

async function runContracts(project: Project, environment: Readonly<Record<string, string>>) {
  const { code, stdout, stderr } = await assay(['run', 'contract'], { ...project, environment })
  const tests: readonly { readonly name: string; readonly message?: string }[] = latestResults(
    project.directory,
  ).tests
  const messages = new Map(tests.map(({ name, message }) => [name, message]))
  return { code, output: stdout + stderr, lines: resultLines(project), messages }
}

test('contents and transports of a plugin are verified, each interaction by itself', async () => {
  using project = copyProject('plugged-contracts')
  using plugin = installPairsPlugin()
  const { code, output, lines } = await runContracts(project, { PACT_PLUGIN_DIR: plugin.folder })
  expect(code, output).toBe(0)
  expect(lines).toMatchInlineSnapshot(`
    [
      "passed catalogue: web > "a product as pairs" (given "a product exists")",
      "passed catalogue: web > "a product that there is not"",
      "passed names: web > "the name of a product"",
    ]
  `)
})

test('a provider that does something else is told with the place and the values', async () => {
  using project = copyProject('plugged-contracts')
  using plugin = installPairsPlugin()
  const environment = { PACT_PLUGIN_DIR: plugin.folder, ODD: 'renames' }
  const { code, output, lines, messages } = await runContracts(project, environment)
  expect(code, output).toBe(1)
  expect(lines).toMatchInlineSnapshot(`
    [
      "failed catalogue: web > "a product as pairs" (given "a product exists")",
      "passed catalogue: web > "a product that there is not"",
      "failed names: web > "the name of a product"",
    ]
  `)
  expect(messages.get('"a product as pairs" (given "a product exists")')).toMatchInlineSnapshot(`
    "What the provider does for "a product as pairs" (given "a product exists") is not what the consumer expects: Body had differences.
      $.name: Expected a pair "name", which is missing
      fix: change the provider so that it answers this, or agree with the consumer on another contract
      (contract_not_met)"
  `)
})

test('without the plugin nothing has passed, and what is missing is said', async () => {
  using project = copyProject('plugged-contracts')
  using none = emptyFolder()
  const { code, output, lines, messages } = await runContracts(project, { PACT_PLUGIN_DIR: none.directory })
  expect(code, output).toBe(1)
  expect(lines).toMatchInlineSnapshot(`
    [
      "failed catalogue: web > "a product as pairs" (given "a product exists")",
      "passed catalogue: web > "a product that there is not"",
      "failed names: web > "the name of a product"",
    ]
  `)
  const message = messages.get('"the name of a product"')
  expect(message?.replaceAll(none.directory, '<none>')).toMatchInlineSnapshot(`
    "Interaction "the name of a product" uses the transport "pairs", which only a Pact plugin knows. Not installed: pairs 0.1.0.
      looked in: <none>
      fix: npx @pact-foundation/pact-cli plugin install pairs
      (pact_plugin_not_installed)"
  `)
})
