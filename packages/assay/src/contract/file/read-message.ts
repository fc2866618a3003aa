import type { Json, JsonObject } from '../model/json.ts'
import type { Message } from '../model/pact.ts'
import { readGenerators } from './generators.ts'
import { isJsonObject, otherMembers, unlessEmpty } from './json-object.ts'
import { RULE_MEMBERS, readMatchingRules } from './matching-rules.ts'
import { failAt, firstOf, looseObjectOf, type PactNode } from './pact-node.ts'
import { readBody } from './read-http.ts'

/** Members of a message; version 3 writes `metaData`. */
export const MESSAGE_MEMBERS = ['contents', 'content', 'metadata', 'metaData', 'generators', ...RULE_MEMBERS]

/** A message that is an object of its own: the request or a response of a synchronous one. */
export function readMessage(node: PactNode): Message {
  if (!isJsonObject(node.value)) return failAt(node, 'it is not an object')
  const others = unlessEmpty(otherMembers(node.value, MESSAGE_MEMBERS))
  return { ...readMessageIn(node), ...(others === undefined ? {} : { others }) }
}

/** A message whose members are among those of its interaction. */
export function readMessageIn(node: PactNode): Message {
  const metadata = looseObjectOf(firstOf(node, ['metadata', 'metaData'])) ?? {}
  return {
    contents: readBody(firstOf(node, ['contents', 'content']), messageContentType(metadata)),
    metadata,
    rules: readMatchingRules(node),
    generators: readGenerators(node),
  }
}

/** The content type in the metadata of a message: `contentType`, or as a header is called. */
export function messageContentType(metadata: JsonObject): string | undefined {
  const isName = (name: string) => /^content-?type$/i.test(name)
  const found: Json | undefined = Object.entries(metadata).find(([name]) => isName(name))?.[1]
  return typeof found === 'string' ? found : undefined
}
