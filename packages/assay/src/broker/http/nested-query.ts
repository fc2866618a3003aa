/** One entry of a list of objects in a query: `q[][pacticipant]=orders&q[][version]=1`. */
export type QueryObject = Readonly<Record<string, string>>

/**
 * Reads the list `name` of a query as the clients write it: a field that the last entry already has
 * begins the next entry.
 *
 * @example
 * nestedQuery(new URLSearchParams('q[][pacticipant]=a&q[][pacticipant]=b'), 'q').length // 2
 */
export function nestedQuery(query: URLSearchParams, name: string): QueryObject[] {
  const entries: Record<string, string>[] = []
  let lastIndex = ''
  for (const [key, value] of query) {
    const match = /^([^[]+)\[(\d*)\]\[([^\]]+)\]$/.exec(key)
    if (match === null || match[1] !== name) continue
    const [index = '', field = ''] = match.slice(2)
    const last = entries.at(-1)
    if (last === undefined || index !== lastIndex || Object.hasOwn(last, field)) {
      entries.push({ [field]: value })
    } else {
      last[field] = value
    }
    lastIndex = index
  }
  return entries
}
