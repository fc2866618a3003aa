import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

// The rules of ARCHITECTURE.md and STYLE.md that a program can check.

/** Folders of `src` from low to high; a folder imports only from lower rows, never sideways. */
const ROWS: readonly (readonly string[])[] = [
  ['base'],
  ['errors'],
  ['model', 'processes', 'openapi'],
  ['resources', 'http', 'mocks', 'results', 'gates', 'load'],
  ['lifecycle', 'data', 'reports', 'contract'],
  ['vitest', 'broker'],
  ['run'],
  ['cli'],
  ['entries'],
]
const MAX_LINES = 400
const BANNED_NAMES = /(^|[-.])(util|utils|helper|helpers|manager|common|misc|impl|base-class)([-.]|$)/

const repository = resolve(import.meta.dirname, '../../..')
const source = join(repository, 'packages/assay/src')
const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => join(entry.parentPath, entry.name))
const imports = new Map(files.map((file) => [file, importsOf(file, /(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]))
/** Types may refer to each other in circles; modules that run must not. */
const runtimeImports = new Map(
  files.map((file) => [file, importsOf(file, /^(?:import|export) (?!type )[^;']*?from '(\.[^']+)'/gm)]),
)

test('sees the sources and their imports', () => {
  expect(files.length).toBeGreaterThan(100)
  expect([...imports.values()].flat().length).toBeGreaterThan(300)
})

test('every folder has a row', () => {
  const known = new Set(ROWS.flat())
  expect(folders().filter((folder) => !known.has(folder))).toEqual([])
})

test('folders import only from lower rows', () => {
  const rowOf = new Map(ROWS.flatMap((folders, row) => folders.map((folder) => [folder, row] as const)))
  const wrong = edges().filter(([from, to]) => {
    const [fromFolder, toFolder] = [folderOf(from), folderOf(to)]
    return fromFolder !== toFolder && rowOf.get(toFolder)! >= rowOf.get(fromFolder)!
  })
  expect(wrong.map(([from, to]) => `${shown(from)} imports ${shown(to)}`)).toEqual([])
})

test('nobody imports the entries', () => {
  expect(edges().filter(([from, to]) => folderOf(to) === 'entries' && !isTest(from))).toEqual([])
})

test('entries only re-export', () => {
  const entries = files.filter((file) => folderOf(file) === 'entries')
  const others = entries.filter((file) => {
    const statements = readFileSync(file, 'utf8').replaceAll(/export (type )?\{[^}]*\} from '[^']+'\n/g, '')
    return statements.trim() !== ''
  })
  expect(others.map(shown)).toEqual([])
})

test('no module imports itself through others', () => {
  const state = new Map<string, 'visiting' | 'done'>()
  const cycles: string[] = []
  const visit = (file: string, path: readonly string[]) => {
    state.set(file, 'visiting')
    for (const next of runtimeImports.get(file) ?? []) {
      if (state.get(next) === 'visiting') cycles.push([...path, file, next].map(shown).join(' -> '))
      else if (state.get(next) === undefined) visit(next, [...path, file])
    }
    state.set(file, 'done')
  }
  for (const file of files) if (state.get(file) === undefined) visit(file, [])
  expect(cycles).toEqual([])
})

test('every module is used', () => {
  const used = new Set([...imports.values()].flat())
  // Some modules are loaded by path: the guard, and the files that Vitest runs.
  const named = new Set(
    files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\.\/([a-z0-9-]+)\$|'([a-z0-9-]+)'/g)].map(
        (match) => match[1] ?? match[2],
      ),
    ),
  )
  const unused = files.filter((file) => {
    const isStart = folderOf(file) === 'entries' || file.endsWith('cli/main.ts') || isTest(file)
    return !isStart && !used.has(file) && !named.has(basename(file, '.ts'))
  })
  expect(unused.map(shown)).toEqual([])
})

test('every error code is in docs/errors.md, and no other', () => {
  const sources = [...files.filter((file) => !isTest(file)), join(repository, 'packages/assay/bin/assay.cjs')]
  const inCode = sources.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    return [
      ...[...text.matchAll(/code: '([a-z]+_[a-z_]+)'/g)].map((match) => match[1]!),
      ...[...text.matchAll(/code: \w+ \? '([a-z_]+)' : '([a-z_]+)'/g)].flatMap((match) => [
        match[1]!,
        match[2]!,
      ]),
      ...[...text.matchAll(/Error\(\s*'([a-z]+_[a-z_]+)'/g)].map((match) => match[1]!),
      ...[...text.matchAll(/^ {2}\(([a-z_]+)\)`,$/gm)].map((match) => match[1]!),
    ]
  })
  const documented = [
    ...readFileSync(join(repository, 'docs/errors.md'), 'utf8').matchAll(/`([a-z]+_[a-z_]+)`/g),
  ]
  expect([...new Set(documented.map((match) => match[1]!))].sort()).toEqual([...new Set(inCode)].sort())
})

test('files are short and well named', () => {
  const all = [...files, ...filesBelow('scripts'), ...filesBelow('benchmarks'), ...filesBelow('systems')]
  const long = all.filter((file) => readFileSync(file, 'utf8').split('\n').length > MAX_LINES)
  const misnamed = all.filter((file) => {
    const name = basename(file).replace(/(\.test|\.test-d|\.load|\.config|\.states)?\.(ts|mts)$/, '')
    return BANNED_NAMES.test(name) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)
  })
  expect(long.map(shown)).toEqual([])
  expect(misnamed.map(shown)).toEqual([])
})

test('systems use Assay only through its entries, and only in tests', () => {
  const wrong = filesBelow('systems').filter((file) => {
    const isTestSide = /\/(tests|contracts)\/|\.(test|config|test-d)\.ts$/.test(file)
    const names = [
      ...readFileSync(file, 'utf8').matchAll(/from '(assay[^']*)'|import\('(assay[^']*)'\)/g),
    ].map((match) => match[1] ?? match[2] ?? '')
    return names.some((name) => !isTestSide || !/^assay(\/(test|load|mock|vitest|contract))?$/.test(name))
  })
  expect(wrong.map(shown)).toEqual([])
})

test('nothing is left for later, and nothing is switched off', () => {
  const suspects = [...files, ...filesBelow('systems'), ...filesBelow('benchmarks')].flatMap((file) => {
    const lines = readFileSync(file, 'utf8').split('\n')
    return lines.flatMap((line, index) =>
      /\b(TODO|FIXME|XXX)\b|\.only\(|\.skip\(|@ts-ignore|@ts-nocheck/.test(line)
        ? [`${shown(file)}:${index + 1} ${line.trim()}`]
        : [],
    )
  })
  expect(suspects).toEqual([])
})

function importsOf(file: string, statement: RegExp): string[] {
  const specifiers = [...readFileSync(file, 'utf8').matchAll(statement)].map((match) => match[1]!)
  return specifiers.map((specifier) => resolve(dirname(file), specifier))
}

function edges(): [string, string][] {
  return [...imports].flatMap(([from, targets]) =>
    isTest(from) ? [] : targets.map((to): [string, string] => [from, to]),
  )
}

function folders(): string[] {
  return [...new Set(files.map(folderOf))]
}

function folderOf(file: string): string {
  return relative(source, file).split('/')[0]!
}

function isTest(file: string): boolean {
  return /\.(test|test-d)\.ts$/.test(file)
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => join(entry.parentPath, entry.name))
}

function shown(file: string): string {
  return relative(repository, file)
}
