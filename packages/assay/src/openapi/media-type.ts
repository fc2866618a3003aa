/** Whether bodies of a media type are JSON: `application/json`, `application/problem+json`. */
export function isJsonType(contentType: string): boolean {
  return /^[^/]+\/(json|.+\+json)$/.test(essenceOf(contentType))
}

/** The entry for a media type: its own, or the range (`image/*`, then any) that holds it. */
export function findByMediaType<Entry>(
  entries: Readonly<Record<string, Entry>>,
  contentType: string,
): Entry | undefined {
  const essence = essenceOf(contentType)
  const keys = [essence, `${essence.split('/')[0]}/*`, '*/*']
  for (const key of keys) {
    const name = Object.keys(entries).find((candidate) => essenceOf(candidate) === key)
    if (name !== undefined) return entries[name]
  }
  return undefined
}

/** A media type without its parameters, in lower case. */
function essenceOf(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase()
}
