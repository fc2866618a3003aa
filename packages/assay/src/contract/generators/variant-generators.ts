import { readGenerator } from '../file/generator.ts'
import type { Reading } from '../file/pact-node.ts'
import { matchJson } from '../matching/match-json.ts'
import { parsePathExpression } from '../matching/path-expression.ts'
import type { Generator } from '../model/generators.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { ArrayVariant, RulesByPath } from '../model/matching-rules.ts'
import { generateJson, replaceAt } from './generate-json.ts'
import type { Generated, GenerationContext } from './generation.ts'

/** Applies the generators of array-contains rules: to each item, those of the first variant that it is like. */
export function generateVariants(
  value: Json,
  rules: RulesByPath | undefined,
  context: GenerationContext,
): Generated<Json> {
  const problems: string[] = []
  let part = value
  for (const [expression, list] of rules ?? []) {
    const variants = list.rules.flatMap((rule) => (rule.match === 'array-contains' ? rule.variants : []))
    if (variants.every(({ generators }) => Object.keys(generators).length === 0)) continue
    part = replaceAt(part, parsePathExpression(expression).slice(1), (example) => {
      if (!Array.isArray(example)) return { problem: 'no list' }
      const generated = (example as readonly Json[]).map((item) => generateItem(item, variants, context))
      problems.push(...generated.flatMap((one) => one.problems))
      return { value: generated.map((one) => one.part) }
    })
  }
  return { part, problems }
}

function generateItem(
  item: Json,
  variants: readonly ArrayVariant[],
  context: GenerationContext,
): Generated<Json> {
  const variant = variants.find(
    ({ rules }) => matchJson(item, item, { rules, areExtrasAllowed: false }).length === 0,
  )
  if (variant === undefined) return { part: item, problems: [] }
  return generateJson(item, readVariantGenerators(variant.generators), context)
}

const generatorsOf = new WeakMap<JsonObject, ReadonlyMap<string, Generator>>()

function readVariantGenerators(json: JsonObject): ReadonlyMap<string, Generator> {
  const known = generatorsOf.get(json)
  if (known !== undefined) return known
  const reading: Reading = {
    source: 'a variant',
    text: JSON.stringify(json),
    specification: '4.0',
    warnings: [],
    exactRoot: () => json,
  }
  const generators = new Map(
    Object.entries(json).map(
      ([path, value]) => [path, readGenerator({ value, path: [path], reading })] as const,
    ),
  )
  generatorsOf.set(json, generators)
  return generators
}
