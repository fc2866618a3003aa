import type { Generator } from '../model/generators.ts'
import type { Json } from '../model/json.ts'
import { generateValue, isActive } from './generate-value.ts'
import type { Generated, GenerationContext } from './generation.ts'

type Texts<Value> = Readonly<Record<string, readonly Value[]>>

/** Puts new values into headers or parameters; one that is not there yet is added. */
export function generateTexts<Value extends string | null>(
  texts: Texts<Value>,
  generators: ReadonlyMap<string, Generator> | undefined,
  context: GenerationContext,
): Generated<Readonly<Record<string, readonly (Value | string)[]>>> {
  const part: Record<string, readonly (Value | string)[]> = { ...texts }
  const problems: string[] = []
  for (const [name, generator] of generators ?? []) {
    if (!isActive(generator, context)) continue
    const key = Object.keys(part).find((known) => known.toLowerCase() === name.toLowerCase()) ?? name
    part[key] = (part[key] ?? ['']).map((example) => {
      const generated = generateText(generator, example ?? '', context)
      if ('text' in generated) return generated.text
      problems.push(`${name}: ${generated.problem}`)
      return example
    })
  }
  return { part, problems }
}

/** A new text in place of another one. */
export function generateText(
  generator: Generator,
  example: string,
  context: GenerationContext,
): { readonly text: string } | { readonly problem: string } {
  const generated = generateValue(generator, example, context)
  return 'problem' in generated ? generated : { text: textOf(generated.value) }
}

export function textOf(value: Json): string {
  if (value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
