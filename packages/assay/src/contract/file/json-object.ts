import type { Json, JsonObject } from '../model/json.ts'

/** Whether a value is an object of members: neither `null` nor a list. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An object of those members that are there, sorted by name, so that a file never depends on how it came about. */
export function inOrder(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  const present = Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  return Object.fromEntries(present.toSorted(([left], [right]) => compareTexts(left, right)))
}

/** By code unit, the same on every machine. */
export function compareTexts(left: string, right: string): number {
  return left < right ? -1 : Number(left > right)
}

/** The members of an object but those that are named. */
export function otherMembers(object: Json | undefined, known: readonly string[]): JsonObject {
  if (!isJsonObject(object)) return {}
  return Object.fromEntries(Object.entries(object).filter(([name]) => !known.includes(name)))
}

/** `undefined` for an object without members: what is empty is not written. */
export function unlessEmpty(object: JsonObject | undefined): JsonObject | undefined {
  return object === undefined || Object.keys(object).length === 0 ? undefined : object
}
