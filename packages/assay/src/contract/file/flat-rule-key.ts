/** What a rule of version 2 is about: `$.body.items[0]` is `$.items[0]` of the body. */
export interface FlatRuleKey {
  readonly category: string
  /** A path in the body, a name elsewhere, perhaps with an index; empty where there is only one. */
  readonly name: string
}

const CATEGORY = /^\$(?:\.(\w+)|\['(\w+)'\]|\["(\w+)"\])/
const QUOTED = /^\[(['"])((?:\\.|(?!\1)[^\\])*)\1\]/
const INDEX = /\[(?:\d+|\*)\]$/

/**
 * @example
 * splitFlatKey("$.headers['X-Trace']") // { category: 'headers', name: 'X-Trace' }
 */
export function splitFlatKey(key: string): FlatRuleKey {
  const [start, ...names] = CATEGORY.exec(key) ?? ['']
  const category = names.find((name) => name !== undefined) ?? ''
  const rest = key.slice(start.length)
  if (category === 'body') return { category, name: `$${rest}` }
  const [quoted, , name] = QUOTED.exec(rest) ?? []
  if (quoted === undefined || name === undefined) return { category, name: rest.replace(/^\./, '') }
  return { category, name: name.replaceAll(/\\(.)/g, '$1') + rest.slice(quoted.length) }
}

/** The key that {@link splitFlatKey} takes apart. */
export function flatKey(category: string, name: string): string {
  if (category === 'body') return `$.body${name.startsWith('$') ? name.slice(1) : `.${name}`}`
  const prefix = category === 'header' ? '$.headers' : `$.${category}`
  if (name === '') return prefix
  const [index = ''] = INDEX.exec(name) ?? []
  const plain = name.slice(0, name.length - index.length)
  const isSimple = /^[A-Za-z_][\w-]*$/.test(plain)
  return prefix + (isSimple ? `.${plain}` : `['${plain.replaceAll(/[\\']/g, '\\$&')}']`) + index
}
