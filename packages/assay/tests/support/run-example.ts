import { stripTypeScriptTypes } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'vitest'
import type { Example } from './doc-examples.ts'

/** What the module of an example exports, and others that it speaks of without saying where they come from. */
export async function exportsOf(
  { file }: Example,
  shared: readonly string[],
): Promise<Record<string, unknown>> {
  const own = file.endsWith('.ts') ? [file] : []
  const modules = [...own, ...shared.map((module) => resolve(import.meta.dirname, '..', module))]
  const loaded = await Promise.all(modules.map((module) => import(pathToFileURL(module).href)))
  return Object.assign({}, ...loaded.toReversed())
}

interface Check {
  readonly actual: unknown
  readonly expected: unknown
}

/** Runs an example; `expression // value` becomes a check, unless the value is a description. */
export async function runExample({ code }: Example, context: Record<string, unknown>): Promise<void> {
  const checks: Check[] = []
  // A comment on a line of its own is about the statement above it.
  const lines = code
    .replaceAll(/^import .*\n/gm, '')
    .replaceAll(/\n(?=\/\/ )/g, ' ')
    .split('\n')
  const statements = lines.map((line) => {
    const [, expression, value] = /^(\S.*?) \/\/ (.+)$/.exec(line) ?? []
    if (expression === undefined || value === undefined || !isLiteral(value)) return line
    return `__checks.push({ actual: await (${expression}), expected: (${value}) })`
  })
  const body = statements.join('\n').replaceAll('import.meta.url', '__url')
  const script = stripTypeScriptTypes(`async () => {\n${body}\n}`, { mode: 'strip' })
  const names = Object.keys(context).filter((name) => /^\w+$/.test(name) && name !== 'default')
  const run = new Function('__checks', '__url', ...names, `return (${script})()`)
  await run(
    checks,
    pathToFileURL(resolve('tests/performance/example.load.ts')).href,
    ...names.map((name) => context[name]),
  )
  for (const { actual, expected } of checks) expect(actual).toEqual(expected)
}

function isLiteral(value: string): boolean {
  return /^['"`[{\d]|^(true|false|undefined)$/.test(value) && !value.includes('…')
}
