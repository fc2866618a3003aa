import type { Generator } from '../model/generators.ts'
import type { Json } from '../model/json.ts'
import type { RuleList } from '../model/matching-rules.ts'
import type { TextTemplate } from './interaction-options.ts'
import { invalidInteraction } from './invalid-interaction.ts'
import { readTemplate, type Side } from './read-template.ts'

/** Headers or parameters, taken apart. */
export interface BuiltTexts {
  readonly texts: Readonly<Record<string, readonly string[]>>
  /** `undefined` when there are none. */
  readonly rules: ReadonlyMap<string, RuleList> | undefined
  readonly generators: ReadonlyMap<string, Generator> | undefined
}

/** Takes headers or parameters apart: everything in them becomes text. */
export function buildTexts(
  templates: Readonly<Record<string, TextTemplate>> | undefined,
  side: Side,
  what: 'header' | 'parameter',
): BuiltTexts {
  const texts: Record<string, readonly string[]> = {}
  const rules = new Map<string, RuleList>()
  const generators = new Map<string, Generator>()
  for (const [name, template] of Object.entries(templates ?? {})) {
    if (template === undefined) continue
    const read = readTemplate(template, side)
    texts[name] = textsOf(read.example ?? null, `${what} "${name}"`)
    for (const [path, list] of read.rules) rules.set(keyFor(name, path, what), list)
    for (const [path, generator] of read.generators) generators.set(keyFor(name, path, what), generator)
  }
  return { texts, rules: unlessNone(rules), generators: unlessNone(generators) }
}

/** `undefined` for a map without entries: a pact has no empty categories. */
export function unlessNone<Value>(map: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> | undefined {
  return map.size === 0 ? undefined : map
}

function textsOf(example: Json, where: string): string[] {
  if (Array.isArray(example)) return example.flatMap((item: Json) => textsOf(item, where))
  if (typeof example === 'object') {
    throw invalidInteraction(
      `The ${where} is neither a text nor a list of texts: ${JSON.stringify(example)}.`,
    )
  }
  return [String(example)]
}

/** `$[*]` of `ids` is `ids[*]`. */
function keyFor(name: string, path: string, what: string): string {
  const index = path.slice(1)
  if (/^(?:\[(?:\d+|\*)\])?$/.test(index)) return `${name}${index}`
  throw invalidInteraction(`The ${what} "${name}" has a matcher that is not for a text or a list of texts.`)
}
