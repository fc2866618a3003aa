import { readFile, stat } from 'node:fs/promises'
import { messageOf } from '../errors/assay-error.ts'
import { type Source, unreadableDocument } from './openapi-error.ts'

const MAX_SIZE_BYTES = 64 * 1024 * 1024

/**
 * Reads a JSON or YAML file: by its ending, and by its first character where the ending says nothing.
 *
 * @throws AssayError `openapi_unreadable`
 */
export async function readSource(source: Source): Promise<unknown> {
  const { file } = source
  const text = await readText(source)
  const isJson = /\.json$/i.test(file) || (!/\.ya?ml$/i.test(file) && text.trimStart().startsWith('{'))
  try {
    return isJson ? JSON.parse(text) : await parseYaml(text)
  } catch (error) {
    throw unreadableDocument(source, `it is not ${isJson ? 'JSON' : 'YAML'}`, error)
  }
}

async function readText(source: Source): Promise<string> {
  const { file } = source
  try {
    const { size } = await stat(file)
    if (size > MAX_SIZE_BYTES) throw new Error(`it has ${size} bytes; the limit is ${MAX_SIZE_BYTES}`)
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '')
  } catch (error) {
    throw unreadableDocument(source, messageOf(error), error)
  }
}

/** The YAML parser takes 25 ms to load, which only those pay who have YAML. */
async function parseYaml(text: string): Promise<unknown> {
  const { parse } = await import('yaml')
  return parse(text)
}
