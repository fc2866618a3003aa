import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { After, Before, setDefaultTimeout, setWorldConstructor } from '@cucumber/cucumber'
import type { PactSpecification } from '../../../src/contract/model/pact.ts'
import { Scenario } from '../support/scenario.ts'

const STEP_TIMEOUT_MS = 30_000

setWorldConstructor(Scenario)
setDefaultTimeout(STEP_TIMEOUT_MS)

Before(async function (this: Scenario, { pickle }) {
  this.title = pickle.name
  this.specification = specificationOf(resolve(pickle.uri))
  const folder = await mkdtemp(join(tmpdir(), 'assay-pact-'))
  this.folder = folder
  this.resources.defer(() => rm(folder, { recursive: true, force: true }))
})

After(async function (this: Scenario) {
  await this.resources.disposeAsync()
})

/** The suite has a folder per version: `V2/http_consumer.feature`. What lies elsewhere is of version 4. */
function specificationOf(file: string): PactSpecification {
  const [, major] = [...file.matchAll(/[\\/]V([1-4])(?=[\\/])/g)].at(-1) ?? []
  return major === undefined ? '4.0' : (`${major}.0` as PactSpecification)
}
