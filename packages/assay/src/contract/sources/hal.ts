import type { Json, JsonObject } from '../model/json.ts'

/** What a broker answers: an object with links, by what they are for. */
export type HalResource = JsonObject

export interface HalLink {
  readonly href: string
  readonly name: string | undefined
}

/** All links of a resource for one purpose; most purposes have one. */
export function linksOf(resource: HalResource, relation: string): readonly HalLink[] {
  const found = objectAt(resource, '_links')[relation]
  const links = Array.isArray(found) ? (found as readonly Json[]) : [found]
  return links.flatMap((link) => {
    if (typeof link === 'string') return [{ href: link, name: undefined }]
    const { href, name } = asObject(link)
    return typeof href === 'string' ? [{ href, name: typeof name === 'string' ? name : undefined }] : []
  })
}

/** The names of all purposes that a resource has links for. */
export function relationsOf(resource: HalResource): readonly string[] {
  return Object.keys(objectAt(resource, '_links'))
}

/**
 * The address of a template; what has no value is left out.
 *
 * @example
 * expand('/pacticipants/{name}/versions/{version}', { name: 'a b', version: '1' }) // '/pacticipants/a%20b/versions/1'
 */
export function expand(href: string, values: Readonly<Record<string, string>>): string {
  return href.replaceAll(/\{(\w+)\}/g, (_template, name: string) =>
    Object.hasOwn(values, name) ? encodeURIComponent(values[name]!.toWellFormed()) : '',
  )
}

/** The object below a name; an empty one when there is none. */
export function objectAt(object: JsonObject, name: string): JsonObject {
  return asObject(object[name])
}

/** The objects of the list below a name. */
export function objectsAt(object: JsonObject, name: string): readonly JsonObject[] {
  const list = object[name]
  return Array.isArray(list) ? (list as readonly Json[]).map(asObject) : []
}

/** The text below a name. */
export function textAt(object: JsonObject, name: string): string | undefined {
  const value = object[name]
  return typeof value === 'string' ? value : undefined
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
