import { parsePathExpression } from '../../../src/contract/matching/path-expression.ts'
import type { Json, JsonObject } from '../../../src/contract/model/json.ts'

/** The value at a path such as `$.one.items[0]`. */
export function jsonAt(root: Json, path: string): Json {
  let value: Json | undefined = root
  for (const token of parsePathExpression(path)) {
    if (token.kind === 'root') continue
    if (token.kind === 'index') value = (value as readonly Json[])[token.index]
    else if (token.kind === 'name') value = (value as JsonObject)[token.name]
    else throw new Error(`${path} is not the path of one value.`)
  }
  if (value === undefined) throw new Error(`There is nothing at ${path}.`)
  return value
}
