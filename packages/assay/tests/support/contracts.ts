import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assay, latestResults } from './assay.ts'
import type { Project } from './project.ts'

/** One line for each test: `passed products: orders > "a request" (given "a product")`. */
export function resultLines({ directory }: Project): string[] {
  return latestResults(directory).tests.map(
    ({ status, suite: [service, _level, ...titles], name }: Told) =>
      `${status} ${service}: ${[...titles, name].join(' > ')}`,
  )
}

interface Told {
  readonly status: string
  readonly suite: readonly string[]
  readonly name: string
}

export interface ContractRun {
  readonly args?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

/** Runs the contract level of a project. */
export async function runContracts(project: Project, { args = [], environment = {} }: ContractRun = {}) {
  const { code, stdout } = await assay(['run', 'contract', ...args], { ...project, environment })
  return { code, output: steady(stdout, project), results: resultLines(project) }
}

/** What the tests with this status say. */
export function consoleOf(project: Project, status: string): string[] {
  const tests: { status: string; stdout: string[] }[] = latestResults(project.directory).tests
  const own = tests.filter((one) => one.status === status)
  return own.flatMap(({ stdout }) => stdout).map((line) => steady(line, project))
}

/** The message of a failed test, found by a part of its file or titles. */
export function messageOf(project: Project, part: string): string {
  const tests: (Told & { filePath: string; message: string })[] = latestResults(project.directory).tests
  const found = tests.find(({ filePath, name }) => filePath.includes(part) || name.includes(part))
  return steady(found?.message ?? `no test "${part}"`, project)
}

/** Changes a text file. */
export function edit({ directory }: Project, file: string, change: (text: string) => string): void {
  const path = join(directory, file)
  const text = readFileSync(path, 'utf8')
  const changed = change(text)
  if (changed === text) throw new Error(`nothing to change in ${file}`)
  writeFileSync(path, changed)
}

/** The output without what is different in every run. */
function steady(text: string, { directory }: Project): string {
  return text
    .replaceAll(directory, '<project>')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<uuid>')
    .replaceAll(/\d{8}-\d{6}-[0-9a-f]{4}/g, '<run>')
    .replaceAll(/\d+(\.\d+)? m?s\b/g, '<time>')
}

/** The part of a report about one failed test. */
export function failureOf(output: string, title: string): string {
  const sections = output.split(/^(?=✗ | {10,}contract$)/m)
  const found = sections.find((section) => section.replaceAll(/\s+/g, ' ').includes(title))
  // How a long path is broken depends on where the project is.
  return (
    found?.replaceAll(/^\s+\S*\.assay\/runs\/\S+\s+\(bytes.*\)$/gm, '').trimEnd() ??
    `no failure "${title}" in:\n${output}`
  )
}

/** Changes the first interaction that orders expects of products. */
export function changeFirstInteraction(
  project: Project,
  change: (interaction: PactInteraction) => void,
): void {
  edit(project, 'pacts/orders-products.json', (text) => {
    const pact = JSON.parse(text)
    change(pact.interactions[0])
    return JSON.stringify(pact)
  })
}

/** As much of an interaction in a pact file as tests change. */
export interface PactInteraction {
  pending: boolean
  providerStates: { name: string }[]
  response: { status: number; body: { content: Record<string, unknown> } }
}
