import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { nearest } from '../base/nearest.ts'
import { configurationError } from '../errors/assay-error.ts'

/** What a load is put on: an address, or what the scenarios of a file say. */
export type LoadTarget =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'file'; readonly file: string }

const SCENARIO_FILE = /\.(ts|mts|js|mjs)$/
const USUAL_NAME = /\.load\.(ts|mts|js|mjs)$/
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i
/** `localhost:3000` and `shop.test/users`: an address whose scheme was forgotten. */
const BARE_ADDRESS = /^(localhost|[\w-]+(\.[\w-]+)+|\[[\da-f:]+\])(:\d+)?(\/\S*)?$/i
const MAX_NAMED_FILES = 5

/**
 * What was meant by the argument of `assay load`.
 *
 * @throws AssayError `invalid_target` when it is neither a URL nor a file.
 */
export function loadTargetOf(text: string): LoadTarget {
  if (SCHEME.test(text)) return { kind: 'url', url: checkedUrl(text) }
  const file = resolve(text)
  if (!existsSync(file)) throw notFound(text)
  if (statSync(file).isDirectory()) throw isFolder(text)
  if (!SCENARIO_FILE.test(file)) {
    throw invalidTarget(
      `"${text}" is no file of TypeScript or JavaScript.`,
      [],
      'name a scenario file or a URL',
    )
  }
  // A checkout may be reached through a link, and the definition is found by its real path.
  return { kind: 'file', file: realpathSync(file) }
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url.href
  throw invalidTarget(`"${text}" is no address of http or https.`, [], 'write it as http://host:port/path')
}

function notFound(text: string) {
  const folder = dirname(resolve(text))
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => SCENARIO_FILE.test(name)) : []
  const guess = nearest(basename(text), files)
  const shown = (name: string) => join(dirname(text), name)
  const named = files.filter((name) => USUAL_NAME.test(name) || name === guess).slice(0, MAX_NAMED_FILES)
  const evidence = named.length === 0 ? [] : [`files there: ${named.map(shown).join(', ')}`]
  return invalidTarget(
    `"${text}" is neither a URL nor a file.`,
    evidence,
    fixFor(text, guess && shown(guess)),
  )
}

function fixFor(text: string, guess: string | undefined): string {
  if (guess !== undefined) return `did you mean "${guess}"?`
  if (BARE_ADDRESS.test(text) && !SCENARIO_FILE.test(text)) return `did you mean "http://${text}"?`
  return 'name a scenario file, or an address such as http://127.0.0.1:3000/users'
}

function isFolder(text: string) {
  const files = readdirSync(text)
    .filter((name) => USUAL_NAME.test(name))
    .slice(0, MAX_NAMED_FILES)
  const evidence =
    files.length === 0 ? [] : [`files there: ${files.map((name) => join(text, name)).join(', ')}`]
  return invalidTarget(
    `"${text}" is a folder.`,
    evidence,
    'name one scenario file; assay run runs all of a system',
  )
}

function invalidTarget(message: string, evidence: readonly string[], fix: string) {
  return configurationError({ code: 'invalid_target', message, evidence, fix })
}
