import { dirname, relative, resolve, sep } from 'node:path'
import { decodeLoosely } from './decode-loosely.ts'
import { FILES_KEY } from './dereference.ts'
import { isJsonObject } from './json.ts'
import { type Place, toPlace, toPointer, valueAt } from './json-pointer.ts'
import { type DocumentProblem, invalidDocument, type Source } from './openapi-error.ts'
import { readSource } from './read-source.ts'

const MAX_FILES = 10_000
const MAX_DEPTH = 200

/** Members that hold data, in which a `$ref` is a value and not a reference. */
const DATA_MEMBERS = new Set(['example', 'examples', 'default', 'enum', 'const', 'value'])

/** Members whose own members are named by the author: `default` there is a name, not the keyword. */
const NAMING_MEMBERS = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  '$defs',
  'definitions',
  'schemas',
  'responses',
  'parameters',
  'examples',
  'requestBodies',
  'headers',
  'paths',
  'pathItems',
  'content',
])

interface Bundle {
  readonly file: string
  readonly files: Map<string, unknown>
  readonly references: { readonly pointer: string; readonly place: string; readonly written: string }[]
  readonly problems: DocumentProblem[]
}

/**
 * Reads a document and every file its references lead to, and joins them into one tree in which
 * each `$ref` starts with `#/`. Nothing is expanded, so references may be cyclic.
 *
 * @throws AssayError `openapi_unreadable`, or `openapi_invalid` for a reference that leads nowhere.
 */
export async function bundleReferences(file: string): Promise<unknown> {
  const bundle: Bundle = { file, files: new Map(), references: [], problems: [] }
  const waiting: Source[] = [{ file }]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (bundle.files.has(next.file)) continue
    const source = await readSource(next)
    bundle.files.set(
      next.file,
      rewrite(source, { bundle, file: next.file, waiting, place: [], isNaming: false }),
    )
    if (bundle.files.size > MAX_FILES) throw invalidDocument(file, [tooManyFiles(file)])
  }
  const root = joinFiles(bundle)
  bundle.problems.push(...bundle.references.flatMap((reference) => leadsNowhere(root, reference)))
  if (bundle.problems.length > 0) throw invalidDocument(file, bundle.problems)
  return root
}

interface Position {
  readonly bundle: Bundle
  readonly file: string
  readonly waiting: Source[]
  readonly place: Place
  readonly isNaming: boolean
}

function rewrite(value: unknown, at: Position): unknown {
  if (at.place.length > MAX_DEPTH) {
    at.bundle.problems.push({ place: placeOf(at), text: `it is nested deeper than ${MAX_DEPTH} levels` })
    return undefined
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => rewrite(item, { ...at, place: [...at.place, index], isNaming: false }))
  }
  if (!isJsonObject(value)) return value
  const copy: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value)) {
    if (key === '$ref' && typeof member === 'string') copy[key] = localReference(member, at)
    else if (!at.isNaming && DATA_MEMBERS.has(key) && !holdsReferences(key, member)) copy[key] = member
    else {
      const isNaming = !at.isNaming && NAMING_MEMBERS.has(key)
      copy[key] = rewrite(member, { ...at, place: [...at.place, key], isNaming })
    }
  }
  return copy
}

/** `examples` of a media type or parameter is a map of Example Objects, which may be references. */
function holdsReferences(key: string, member: unknown): boolean {
  return key === 'examples' && isJsonObject(member)
}

/** Turns a reference as written into one from the root, and asks for the file it leads to. */
function localReference(written: string, at: Position): string {
  const { bundle } = at
  const place = placeOf(at)
  const hash = written.indexOf('#')
  const path = hash === -1 ? written : written.slice(0, hash)
  const target = toPlace(hash === -1 ? '' : written.slice(hash))
  if (/^[a-z][a-z0-9+.-]+:/i.test(path) || target === undefined) {
    bundle.problems.push({ place, text: `"${written}" is not a path to a file with a JSON pointer` })
    return '#'
  }
  const file = path === '' ? at.file : resolve(dirname(at.file), decodeLoosely(path))
  if (!bundle.files.has(file)) at.waiting.push({ file, referredFrom: place })
  const pointer = toPointer(file === bundle.file ? target : [FILES_KEY, nameOf(bundle.file, file), ...target])
  bundle.references.push({ pointer, place, written })
  return pointer
}

function placeOf({ bundle, file, place }: Position): string {
  return `${nameOf(bundle.file, file)}${toPointer(place)}`
}

function nameOf(rootFile: string, file: string): string {
  return relative(dirname(rootFile), file).split(sep).join('/')
}

function joinFiles({ file, files }: Bundle): unknown {
  const root = files.get(file)
  if (files.size === 1 || !isJsonObject(root)) return root
  const others = [...files].filter(([path]) => path !== file)
  return {
    ...root,
    [FILES_KEY]: Object.fromEntries(others.map(([path, value]) => [nameOf(file, path), value])),
  }
}

function leadsNowhere(root: unknown, reference: Bundle['references'][number]): DocumentProblem[] {
  const { place, written } = reference
  const seen = new Set<string>()
  for (let pointer = reference.pointer; ; ) {
    if (seen.has(pointer)) return [{ place, text: `"${written}" only leads back to itself` }]
    seen.add(pointer)
    const target = valueAt(root, toPlace(pointer) ?? [])
    if (target === undefined) return [{ place, text: `"${written}" leads nowhere` }]
    const following: unknown = isJsonObject(target) ? target['$ref'] : undefined
    if (typeof following !== 'string') return []
    pointer = following
  }
}

function tooManyFiles(file: string): DocumentProblem {
  return { place: file, text: `it refers to more than ${MAX_FILES} files` }
}
