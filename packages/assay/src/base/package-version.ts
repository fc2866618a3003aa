import { readFileSync } from 'node:fs'

/** The version in this package's own package.json, from sources and when published alike. */
export function packageVersion(): string {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
