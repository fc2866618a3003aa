import { type PathToken, parsePathExpression } from '../matching/path-expression.ts'
import type { Generator } from '../model/generators.ts'
import type { Json } from '../model/json.ts'
import { generateValue, isActive } from './generate-value.ts'
import type { Generated, GeneratedValue, GenerationContext } from './generation.ts'

/** Puts new values into JSON at the places that path expressions name. The value given is left as it is. */
export function generateJson(
  value: Json,
  generators: ReadonlyMap<string, Generator>,
  context: GenerationContext,
): Generated<Json> {
  const problems: string[] = []
  let part = value
  for (const [expression, generator] of generators) {
    if (!isActive(generator, context)) continue
    part = replaceAt(part, parsePathExpression(expression).slice(1), (example) => {
      const generated = generateValue(generator, example, context)
      if ('problem' in generated) problems.push(`${expression}: ${generated.problem}`)
      return generated
    })
  }
  return { part, problems }
}

/** A copy with other values at all places that the tokens fit; where they fit none, the same. */
export function replaceAt(
  value: Json,
  tokens: readonly PathToken[],
  replace: (example: Json) => GeneratedValue,
): Json {
  const [token, ...rest] = tokens
  if (token === undefined) {
    const replaced = replace(value)
    return 'value' in replaced ? replaced.value : value
  }
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) {
    const items: readonly Json[] = value
    return items.map((item, index) => (fits(token, index) ? replaceAt(item, rest, replace) : item))
  }
  const members = Object.entries(value).map(([name, member]) => {
    return [name, fits(token, name) ? replaceAt(member, rest, replace) : member] as const
  })
  return Object.fromEntries(members)
}

function fits(token: PathToken, part: string | number): boolean {
  switch (token.kind) {
    case 'name':
      return token.name === part
    case 'index':
      return token.index === part
    case 'any-name':
      return true
    case 'any-index':
      return typeof part === 'number'
    case 'root':
      return false
  }
}
