import { isJsonSchema, type JsonSchema } from '../json.ts'
import { type Candidate, numberAt, type PartContext, type Pool } from './candidate-pool.ts'
import type { FlatSchema } from './flatten-schema.ts'

const MOST_VARIANTS = 30
const MOST_ITEMS = 1_000

/** Arrays that a flat schema allows: one item where none are asked for, and none as the last resort. */
export function* arrayExamples(flat: FlatSchema, context: PartContext): Generator<readonly unknown[]> {
  const { schema } = flat
  const prefix = Array.isArray(schema['prefixItems']) ? schema['prefixItems'].filter(isJsonSchema) : []
  const contained = isJsonSchema(schema['contains']) ? numberAt(schema, 'minContains', 1) : 0
  const least = Math.max(numberAt(schema, 'minItems', 0), contained)
  const most = Math.min(numberAt(schema, 'maxItems', MOST_ITEMS), MOST_ITEMS)
  const isUsual = 'items' in schema && !context.isTerse(flat) ? 1 : 0
  const wanted = Math.min(Math.max(least, prefix.length, isUsual), most)
  const pools = poolsFor(flat, { context, prefix, contained, wanted })
  let previous: string | undefined
  for (let variant = 0; variant < MOST_VARIANTS && wanted > 0; variant += 1) {
    const items = itemsFrom(pools, { variant, isUnique: schema['uniqueItems'] === true })
    const text = JSON.stringify(items)
    if (items === undefined || items.length < least || text === previous) break
    previous = text
    yield items
  }
  if (least === 0) yield []
}

interface Wanted {
  readonly context: PartContext
  readonly prefix: readonly JsonSchema[]
  readonly contained: number
  readonly wanted: number
}

/** The pool each item comes from: its own schema, what must be contained, or that of all items. */
function poolsFor(flat: FlatSchema, { context, prefix, contained, wanted }: Wanted): Pool[] {
  const items = isJsonSchema(flat.schema['items']) ? flat.schema['items'] : true
  const contains = isJsonSchema(flat.schema['contains']) ? flat.schema['contains'] : true
  const poolOfItems = context.poolOf(items, flat)
  const poolOfContained = context.poolOf({ allOf: [items, contains] }, flat)
  return Array.from({ length: wanted }, (_, index) => {
    const own = prefix[index]
    if (own !== undefined) return context.poolOf(own, flat)
    return index < prefix.length + contained ? poolOfContained : poolOfItems
  })
}

/** One item of each pool, up to the first that has none; nothing when even the first has no more. */
function itemsFrom(
  pools: readonly Pool[],
  { variant, isUnique }: { readonly variant: number; readonly isUnique: boolean },
): unknown[] | undefined {
  const items: unknown[] = []
  const seen = new Set<string>()
  for (const pool of pools) {
    const candidate = isUnique ? firstUnseen(pool, variant, seen) : (pool.at(variant) ?? pool.at(0))
    if (candidate === undefined) break
    seen.add(JSON.stringify(candidate.value))
    items.push(candidate.value)
  }
  return items.length === 0 ? undefined : items
}

function firstUnseen(pool: Pool, from: number, seen: ReadonlySet<string>): Candidate | undefined {
  for (let index = from; ; index += 1) {
    const candidate = pool.at(index)
    if (candidate === undefined || !seen.has(JSON.stringify(candidate.value))) return candidate
  }
}
