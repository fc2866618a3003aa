import type { Generators } from '../model/generators.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { generatorToJson, readGenerator } from './generator.ts'
import { isJsonObject, unlessEmpty } from './json-object.ts'
import { at, membersOf, type PactNode, warnAt } from './pact-node.ts'

const SINGLE = ['method', 'path', 'status'] as const
const NAMED = ['body', 'header', 'metadata', 'query'] as const
const OTHER_NAMES: Readonly<Record<string, string>> = { headers: 'header', content: 'body', contents: 'body' }

/** Reads the generators of a request, response or message. */
export function readGenerators(part: PactNode): Generators {
  const found: Record<string, unknown> = {}
  const others: Record<string, Json> = {}
  for (const [name, node] of membersOf(at(part, 'generators'))) {
    const category = OTHER_NAMES[name.toLowerCase()] ?? name.toLowerCase()
    if (SINGLE.some((single) => single === category)) found[category] = readSingle(node)
    else if (NAMED.some((named) => named === category)) found[category] = readNamed(node)
    else {
      warnAt(node, 'no such category of generators is known; it is kept')
      others[name] = node.value ?? null
    }
  }
  const kept = Object.entries(found).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(kept), ...(unlessEmpty(others) === undefined ? {} : { others }) }
}

/** `undefined` when there are none. */
export function writeGenerators(generators: Generators): JsonObject | undefined {
  const single = SINGLE.flatMap((category): [string, Json][] => {
    const generator = generators[category]
    return generator === undefined ? [] : [[category, generatorToJson(generator)]]
  })
  const named = NAMED.flatMap((category): [string, Json][] => {
    const found = generators[category]
    if (found === undefined) return []
    const entries = [...found].map(([name, generator]) => [name, generatorToJson(generator)] as const)
    return [[category, Object.fromEntries(entries)]]
  })
  const entries = [...single, ...named].toSorted(([left], [right]) => (left < right ? -1 : 1))
  return unlessEmpty({ ...generators.others, ...Object.fromEntries(entries) })
}

/** There is only one, which some tools nevertheless write under an empty name. */
function readSingle(node: PactNode) {
  const isItself = isJsonObject(node.value) && typeof node.value['type'] === 'string'
  const generator = isItself ? node : membersOf(node)[0]?.[1]
  return generator === undefined ? undefined : readGenerator(generator)
}

function readNamed(node: PactNode) {
  const generators = membersOf(node).map(([name, member]) => [name, readGenerator(member)] as const)
  return generators.length === 0 ? undefined : new Map(generators)
}
