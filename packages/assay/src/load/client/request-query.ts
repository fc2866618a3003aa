/** Values of a query; `undefined` leaves one out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>

const URL_SAFE = /^[!$-;=?-Z\]_a-z~[@]*$/
const URL_UNSAFE = /[^!$-;=?-Z\]_a-z~[@]/gu
const QUERY_SAFE = /^[\w.~-]*$/

/** A path as a scenario writes it, cut before its question mark. */
export function cutQuery(path: string): [path: string, query: string] {
  const at = path.indexOf('?')
  return at < 0 ? [path, ''] : [path.slice(0, at), safeQuery(path.slice(at))]
}

/** The query that is written in the path together with that of the options. */
export function joinQueries(written: string, query: Query | undefined): string {
  if (query === undefined) return written
  const given = queryText(query)
  return written === '' ? given : written + given.replace('?', '&')
}

/** `?a=1&b=2`, or nothing. Values that are `undefined` are left out. */
function queryText(query: Query): string {
  let text = ''
  for (const name in query) {
    const value = query[name]
    if (value === undefined) continue
    text += `${text === '' ? '?' : '&'}${encoded(name)}=${typeof value === 'string' ? encoded(value) : value}`
  }
  return text
}

/** What HTTP does not allow in a query is encoded; what is encoded already stays as it is. */
function safeQuery(text: string): string {
  return URL_SAFE.test(text) ? text : text.replaceAll(URL_UNSAFE, encodeURIComponent)
}

function encoded(text: string): string {
  return QUERY_SAFE.test(text) ? text : encodeURIComponent(text)
}
