import { SaxesParser } from 'saxes'
import { type PathToken, parsePathExpression } from '../matching/path-expression.ts'
import type { Generator } from '../model/generators.ts'
import { generateText } from './generate-texts.ts'
import { isActive } from './generate-value.ts'
import type { Generated, GenerationContext } from './generation.ts'

/** One piece of a document that a generator is for: where its text begins and ends. */
interface Slot {
  readonly path: readonly string[]
  readonly from: number
  readonly to: number
  readonly text: string
}

/** Puts new values into the attributes (`$.a['@b']`) and texts (`$.a.#text`) of an XML document; all else stays as written. */
export function generateXml(
  document: string,
  generators: ReadonlyMap<string, Generator>,
  context: GenerationContext,
): Generated<string> {
  const problems: string[] = []
  const slots = findSlots(document)
  if (slots === undefined)
    return { part: document, problems: ['the body is not XML, so nothing is generated in it'] }
  const edits: (Slot & { readonly written: string })[] = []
  for (const [expression, generator] of generators) {
    if (!isActive(generator, context)) continue
    const tokens = parsePathExpression(expression)
    for (const slot of slots.filter(({ path }) => fitsPath(tokens, path))) {
      const generated = generateText(generator, slot.text, context)
      if ('problem' in generated) problems.push(`${expression}: ${generated.problem}`)
      else edits.push({ ...slot, written: escapeXml(generated.text) })
    }
  }
  // From the end, so that places before stay where they are.
  const part = edits
    .sort((left, right) => right.from - left.from)
    .reduce((text, { from, to, written }) => `${text.slice(0, from)}${written}${text.slice(to)}`, document)
  return { part, problems }
}

function fitsPath(tokens: readonly PathToken[], path: readonly string[]): boolean {
  if (tokens.length !== path.length + 1) return false
  return path.every((part, index) => {
    const token = tokens[index + 1]!
    return token.kind === 'any-name' || (token.kind === 'name' && token.name === part)
  })
}

/** All attributes and texts of a document with their places; `undefined` when it is not XML. */
function findSlots(document: string): Slot[] | undefined {
  const parser = new SaxesParser<{ position: true; xmlns: false }>({ position: true, xmlns: false })
  const slots: Slot[] = []
  const path: string[] = []
  let isBroken = false
  let textFrom = 0
  parser.on('error', () => {
    isBroken = true
  })
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name)
    slots.push(...attributeSlots(document, { path, to: parser.position, attributes }))
    textFrom = parser.position
  })
  parser.on('text', (text) => {
    const end = document.indexOf('<', textFrom)
    if (path.length > 0 && text.trim() !== '' && end !== -1) {
      slots.push({ path: [...path, '#text'], from: textFrom, to: end, text })
    }
  })
  parser.on('closetag', () => {
    path.pop()
    textFrom = parser.position
  })
  parser.write(document).close()
  return isBroken ? undefined : slots
}

interface Tag {
  readonly path: readonly string[]
  /** Where the tag ends. */
  readonly to: number
  readonly attributes: Readonly<Record<string, string>>
}

function attributeSlots(document: string, { path, to, attributes }: Tag): Slot[] {
  const start = document.lastIndexOf('<', to - 1)
  const tag = document.slice(start, to)
  return [...tag.matchAll(/([^\s=<>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/dg)].flatMap((found) => {
    const [, name] = found
    const place = found.indices?.[2] ?? found.indices?.[3]
    if (place === undefined || attributes[name!] === undefined) return []
    return [
      { path: [...path, `@${name}`], from: start + place[0], to: start + place[1], text: attributes[name!]! },
    ]
  })
}

function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  }
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign]!)
}
