import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SaxesParser } from 'saxes'
import type { Json } from '../../../src/contract/model/json.ts'
import { scenario } from './scenario.ts'

/** The bytes of a fixture. */
export function readFixture(name: string): Buffer {
  const { fixtures } = scenario().parameters
  if (fixtures === undefined) {
    throw new Error(
      `The fixture ${name} is needed, but no folder "fixtures" lies beside or above the features.`,
    )
  }
  return readFileSync(join(fixtures, name))
}

/** Rules or generators as a table says them: `JSON: {…}`, or the name of a fixture. */
export function jsonOf(cell: string): Json {
  const text = cell.startsWith('JSON:') ? cell.slice('JSON:'.length) : readFixture(cell).toString('utf8')
  return JSON.parse(text) as Json
}

/** A value of metadata: `JSON: {…}`, or a text. */
export function metadataValue(cell: string): Json {
  return cell.startsWith('JSON:') ? (JSON.parse(cell.slice('JSON:'.length)) as Json) : cell
}

/** A body, and the type that its header says. */
export interface TypedBody {
  readonly bytes: Buffer
  readonly contentType: string
}

/** A body that a fixture describes in XML: its type, its contents, how they are encoded and how lines end. */
export function readBodyFixture(name: string): TypedBody {
  const parser = new SaxesParser()
  const path: string[] = []
  const texts: Record<string, string> = {}
  let attributes: Readonly<Record<string, string>> = {}
  const add = (text: string) => {
    const element = path.at(-1) ?? ''
    texts[element] = `${texts[element] ?? ''}${text}`
  }
  parser.on('opentag', (tag) => {
    path.push(tag.name)
    if (tag.name === 'contents') attributes = tag.attributes as Record<string, string>
  })
  parser.on('closetag', () => path.pop())
  parser.on('text', add)
  parser.on('cdata', add)
  parser.write(readFixture(name).toString('utf8')).close()
  const text = (texts['contents'] ?? '').trim()
  const lines = attributes['eol'] === 'CRLF' ? text.replaceAll('\n', '\r\n') : text
  const encoding = attributes['encoding'] === 'base64' ? 'base64' : 'utf8'
  return { bytes: Buffer.from(lines, encoding), contentType: (texts['contentType'] ?? 'text/plain').trim() }
}
