import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { RunResult } from '../src/model/run-result.ts'
import { assay } from './support/assay.ts'
import {
  type Example,
  examplesOfPages,
  examplesOfSources,
  isOfOtherProtocol,
  isScenario,
} from './support/doc-examples.ts'
import { copyProject, type Project } from './support/project.ts'

const repository = resolve(import.meta.dirname, '../../..')
const IMPORTS = `import { capacity, constantRate, constantUsers, csv, exponential, generate, json, rampingRate, rampingUsers, rows, scenario, soak, spike, uniform } from 'assay/load'
import type {} from 'assay/test'`

const isToRun = (example: Example) => isScenario(example) && !isOfOtherProtocol(example)
const ofPages = examplesOfPages().filter(isToRun)
const ofSources = examplesOfSources().filter(isToRun)

test('the scenarios of the documentation are ones that the compiler accepts', {
  timeout: 120_000,
}, async () => {
  expect(ofPages.length).toBeGreaterThan(4)
  using project = projectWith(ofPages)
  const settings = { extends: join(repository, 'tsconfig.json'), include: ['assay.config.ts', 'tests'] }
  const compilerOptions = { noUnusedLocals: false, typeRoots: [join(repository, 'node_modules/@types')] }
  writeFileSync(join(project.directory, 'tsconfig.json'), JSON.stringify({ ...settings, compilerOptions }))
  writeFileSync(join(project.directory, 'package.json'), JSON.stringify({ type: 'module' }))
  const tsc = promisify(execFile)(join(repository, 'node_modules/.bin/tsc'), ['-p', project.directory])
  // A compiler that cannot be started has printed nothing either.
  const { stdout } = await tsc.catch(({ message, stdout }) => expect.fail(`${message}\n${stdout ?? ''}`))
  expect(stdout).toBe('')
})

test('the scenarios of the documentation do what they say in a real system', {
  timeout: 300_000,
}, async () => {
  const examples = [...ofPages, ...ofSources]
  using project = projectWith(examples)
  const { stderr } = await assay(['run', 'performance', '--full'], project)
  const { scenarios, tests } = JSON.parse(
    readFileSync(join(project.directory, '.assay/latest/run.json'), 'utf8'),
  ) as RunResult
  expect(
    tests.map(({ titles }) => titles),
    stderr,
  ).toHaveLength(examples.length)
  expect(scenarios.length).toBe(examples.length)
  for (const { name, status, notes, total, errorSamples } of scenarios) {
    // On a busy machine a measurement may be invalid; what is asked and answered is the same.
    expect(status, `${name}: ${notes.join('; ')}`).toMatch(/^(valid|invalid)$/)
    expect(errorSamples, name).toEqual([])
    expect(total.answered, name).toBeGreaterThan(0)
  }
})

/** The documented system with a file for each example. */
function projectWith(examples: readonly Example[]): Project {
  const project = copyProject('documented')
  const folder = join(project.directory, 'tests/performance')
  mkdirSync(folder, { recursive: true })
  examples.forEach((example, index) => {
    writeFileSync(join(folder, `example-${index}.load.ts`), asScenarioFile(example))
  })
  return project
}

/** An example becomes a file: with the imports it leaves out, in a scenario when it is none, and short. */
function asScenarioFile({ place, code }: Example): string {
  const body = code
    .replaceAll(/^import .*\n/gm, '')
    .replaceAll(/\b(duration|warmUp|trial): '[^']*'/g, "$1: '300ms'")
    .replaceAll(/\b(mostPerSecond|perSecond|peakPerSecond|fromPerSecond): [\d_]+/g, '$1: 20')
  if (/^scenario\(/m.test(code)) return [IMPORTS, body].join('\n')
  const options = `load: constantUsers({ users: 1, duration: '300ms' }), think: uniform('10ms', '20ms')`
  const task = `async ({ products, users, orders }, user) => {\n${body}}`
  return [IMPORTS, `scenario('${place}', { ${options}, tasks: { example: ${task} } })`].join('\n')
}
