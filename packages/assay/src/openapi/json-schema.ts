import type { OpenapiDocument } from './document.ts'
import { isJsonObject, isJsonSchema, type JsonSchema, stringsOf } from './json.ts'
import { toPlace, toPointer, valueAt } from './json-pointer.ts'
import { toDialect2020 } from './schema-dialect.ts'
import { barFor, barredProperties, type Direction, isBarred } from './travel-direction.ts'

export interface SchemaUse {
  readonly schema: JsonSchema
  /** Default: both ways, so that `readOnly` and `writeOnly` mean nothing. */
  readonly direction?: Direction | undefined
  /** What it is the schema of, for an error that says it cannot be compiled. */
  readonly of: string
}

const SCHEMA_MEMBERS = new Set([
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
])
const SCHEMA_LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const SCHEMA_MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas'])

/** Members that name or divide a schema, which mean nothing in one that stands alone. */
const DROPPED = new Set(['$id', '$schema', '$anchor', '$defs', 'definitions', 'discriminator'])

/**
 * A schema of a document as one that stands alone: dialect 2020-12, all it refers to under `$defs`.
 * References stay references, so cyclic schemas are no larger than they are written.
 */
export function jsonSchemaOf(document: OpenapiDocument, use: SchemaUse): JsonSchema {
  const definitions = new Map<string, { readonly name: string; schema: JsonSchema }>()
  const context: Context = { document, direction: use.direction, definitions }
  const schema = translate(use.schema, context)
  if (definitions.size === 0 || typeof schema === 'boolean') return schema
  const named = [...definitions.values()].map((definition) => [definition.name, definition.schema])
  return { ...schema, $defs: Object.fromEntries(named) }
}

interface Context {
  readonly document: OpenapiDocument
  readonly direction: Direction | undefined
  readonly definitions: Map<string, { readonly name: string; schema: JsonSchema }>
}

const NONE: ReadonlySet<string> = new Set()

/** `barredAround` names the properties that what this is a part of (by `allOf`) does not let travel. */
function translate(schema: JsonSchema, context: Context, barredAround = NONE): JsonSchema {
  if (typeof schema === 'boolean') return schema
  const reference = schema['$ref']
  if (typeof reference === 'string' && context.document.version === '3.0') {
    // In 3.0 a reference has no siblings: what is written next to it is to be ignored.
    return { $ref: define(reference, context) }
  }
  const barred = new Set([...barredAround, ...barredProperties(schema, context)])
  const copy: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (!DROPPED.has(keyword)) copy[keyword] = translateMember([keyword, value], context, barred)
  }
  if (typeof reference === 'string') copy['$ref'] = define(reference, context)
  return toDialect2020(copy, context.document.version)
}

function translateMember(
  [keyword, value]: readonly [string, unknown],
  context: Context,
  barred: ReadonlySet<string>,
): unknown {
  const below = (node: unknown, around = NONE) =>
    isJsonSchema(node) ? translate(node, context, around) : node
  if (SCHEMA_MEMBERS.has(keyword)) return below(value)
  if (keyword === 'required') return stringsOf(value).filter((name) => !barred.has(name))
  if (SCHEMA_LISTS.has(keyword) && Array.isArray(value)) {
    return value.map((node) => below(node, keyword === 'allOf' ? barred : NONE))
  }
  if (!SCHEMA_MAPS.has(keyword) || !isJsonObject(value)) return value
  const { direction } = context
  const isProperties = keyword === 'properties' && direction !== undefined
  return Object.fromEntries(
    Object.entries(value).map(([name, node]) => [
      name,
      isProperties && isBarred(node, context) ? barFor(direction) : below(node),
    ]),
  )
}

/** Gives the schema a reference leads to a name under `$defs`, and returns the reference to that. */
function define(pointer: string, context: Context): string {
  const known = context.definitions.get(pointer)
  if (known !== undefined) return toPointer(['$defs', known.name])
  const definition = { name: freeName(pointer, context), schema: true as JsonSchema }
  context.definitions.set(pointer, definition)
  const target = valueAt(context.document.root, toPlace(pointer) ?? [])
  definition.schema = isJsonSchema(target) ? translate(target, context) : true
  return toPointer(['$defs', definition.name])
}

function freeName(pointer: string, { definitions }: Context): string {
  const last = toPlace(pointer)?.at(-1) ?? 'root'
  const taken = new Set([...definitions.values()].map(({ name }) => name))
  let name = last
  for (let count = 2; taken.has(name); count += 1) name = `${last}-${count}`
  return name
}
