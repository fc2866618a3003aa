import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

const repository = resolve(import.meta.dirname, '../../../..')

/** A piece of code that a reader of the documentation may copy. */
export interface Example {
  /** `docs/tests.md:12` */
  readonly place: string
  readonly file: string
  readonly code: string
}

/** Every `ts` block of the documentation. */
export function examplesOfPages(): Example[] {
  const pages = ['README.md', ...readdirSync(join(repository, 'docs')).map((page) => `docs/${page}`)]
  return pages
    .filter((page) => page.endsWith('.md'))
    .flatMap((page) => {
      const text = readFileSync(join(repository, page), 'utf8')
      return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => exampleAt(page, text, match))
    })
}

/** Every `@example` of a doc comment of the sources. */
export function examplesOfSources(): Example[] {
  const source = join(repository, 'packages/assay/src')
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('.ts') && !/\.test(-d)?\.ts$/.test(file))
    .flatMap((file) => {
      const path = join(source, file)
      const text = readFileSync(path, 'utf8')
      const blocks = [...text.matchAll(/^ *\* @example\n(.*?)(?=^ *\* @|^ *\*\/)/gms)]
      return blocks.map((match) => {
        const example = exampleAt(relative(repository, path), text, match)
        return { ...example, file: path, code: example.code.replaceAll(/^ *\* ?/gm, '').trim() }
      })
    })
}

/** Whether the example is a test, or needs what a test has. */
export function isTest({ code }: Example): boolean {
  return /^(test|describe)\(/m.test(code)
}

/** Whether the example is a load scenario, or what a virtual user of one does. */
export function isScenario({ file, code }: Example): boolean {
  return /^scenario\(/m.test(code) || file.endsWith('load/scenario/target-client.ts')
}

/** Whether the example speaks another protocol than the services of the documented system do. */
export function isOfOtherProtocol({ file, code }: Example): boolean {
  return file.includes('load/protocols/') || /\buser\.(http2|webSocket|events|grpc)\(/.test(code)
}

/** Whether the example is about pacts, whose examples speak of a provider, a pact and a broker. */
export function isOfContract({ file }: Example): boolean {
  return /\/src\/contract\/|\/docs\/contracts\.md$|\/vitest\/registered-provider\.ts$/.test(file)
}

function exampleAt(page: string, text: string, match: RegExpExecArray): Example {
  const line = text.slice(0, match.index).split('\n').length
  return { place: `${page}:${line}`, file: join(repository, page), code: match[1] ?? '' }
}
