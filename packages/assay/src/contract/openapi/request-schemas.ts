import { type OpenapiDocument, oncePerDocument } from '../../openapi/document.ts'
import { isJsonObject, type JsonObject, stringsOf } from '../../openapi/json.ts'
import { barredProperties } from '../../openapi/travel-direction.ts'

/** Where the schemas are that requests refer to. */
const REQUESTS = 'x-requests'

/**
 * The document with schemas for requests of their own: the comparator does not know that what is
 * `readOnly` and required is not required of a request.
 */
export function withRequestSchemas(document: OpenapiDocument): JsonObject {
  const { root } = document
  if (!needsRequestSchemas(document)) return root
  return { ...root, [REQUESTS]: requestForm(document, root) }
}

/** A request body, or anything it refers to, as it is for requests. */
export function requestForm(document: OpenapiDocument, node: unknown): unknown {
  return needsRequestSchemas(document) ? rewrite(node, document) : node
}

/** A place below the schemas for requests, as it is in the document. */
export function withoutRequestSchemas(place: string): string {
  return place.replaceAll(`${REQUESTS}.`, '')
}

const needsRequestSchemas = oncePerDocument(({ root }) => hasReadOnly(root))

function hasReadOnly(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(hasReadOnly)
  return isJsonObject(node) && (node['readOnly'] === true || Object.values(node).some(hasReadOnly))
}

const NONE: ReadonlySet<string> = new Set()

/** `barredAround` names the properties that the schema this is a part of (by `allOf`) does not let travel. */
function rewrite(node: unknown, document: OpenapiDocument, barredAround = NONE): unknown {
  if (Array.isArray(node)) return node.map((item) => rewrite(item, document, barredAround))
  if (!isJsonObject(node)) return node
  const barred = new Set([...barredAround, ...barredProperties(node, { document, direction: 'request' })])
  const members = Object.entries(node).map(([name, value]): [string, unknown] => {
    if (name === '$ref' && typeof value === 'string') return [name, value.replace(/^#/, `#/${REQUESTS}`)]
    if (name === 'required' && Array.isArray(value))
      return [name, stringsOf(value).filter((property) => !barred.has(property))]
    return [name, rewrite(value, document, name === 'allOf' ? barred : NONE)]
  })
  return Object.fromEntries(members)
}
