import { formatOf, parseContentType } from '../matching/content-type.ts'
import type { Body } from '../model/body.ts'
import type { Generator } from '../model/generators.ts'
import type { Json } from '../model/json.ts'
import type { RulesByPath } from '../model/matching-rules.ts'
import { unlessNone } from './build-texts.ts'
import type { BodyTemplate } from './interaction-options.ts'
import { invalidInteraction } from './invalid-interaction.ts'
import { readTemplate, type Side } from './read-template.ts'

/** A body, taken apart. */
export interface BuiltBody {
  readonly body: Body
  readonly rules: RulesByPath | undefined
  readonly generators: ReadonlyMap<string, Generator> | undefined
  /** What may be missing in it, in words. */
  readonly notes: readonly string[]
}

/** @param header the content type that a header says */
export function buildBody(
  template: BodyTemplate | undefined,
  header: string | undefined,
  side: Side,
): BuiltBody {
  if (template === undefined) return plain({ kind: 'missing' })
  if (template === '') return plain({ kind: 'empty' })
  if (template === null) return plain({ kind: 'null' })
  if (typeof template === 'string') {
    return plain(present(Buffer.from(template), header ?? 'text/plain; charset=utf-8'))
  }
  if (template instanceof Uint8Array) {
    return plain(present(Buffer.from(template), header ?? 'application/octet-stream'))
  }
  const { example = null, rules, generators, optional } = readTemplate(template, side)
  return {
    body: encode(example, header),
    rules: unlessNone(rules),
    generators: unlessNone(generators),
    notes: [...optional].map(([path, value]) => `optional: ${path}, for example ${JSON.stringify(value)}`),
  }
}

function plain(body: Body): BuiltBody {
  return { body, rules: undefined, generators: undefined, notes: [] }
}

function encode(example: Json, header: string | undefined): Body {
  const format = header === undefined ? 'json' : formatOf(parseContentType(header))
  if (format === 'json') {
    const contentType = header ?? 'application/json'
    const bytes = Buffer.from(JSON.stringify(example))
    return { kind: 'present', bytes, json: example, contentType, hint: undefined }
  }
  if (format === 'form') return present(Buffer.from(encodeForm(example)), header)
  if (typeof example === 'string') return present(Buffer.from(example), header)
  throw invalidInteraction(`A body of type ${header} cannot be written as ${JSON.stringify(example)}.`, {
    fix: 'write it as a text or bytes, or leave out the header for JSON',
  })
}

function present(bytes: Buffer, contentType: string | undefined): Body {
  const isJson = formatOf(parseContentType(contentType ?? '')) === 'json'
  return {
    kind: 'present',
    bytes,
    json: isJson ? jsonIn(bytes) : undefined,
    contentType,
    hint: undefined,
  }
}

function jsonIn(bytes: Buffer): Json | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as Json
  } catch {
    // A consumer may well be tested with an answer that is broken.
    return undefined
  }
}

function encodeForm(example: Json): string {
  if (typeof example !== 'object' || example === null || Array.isArray(example)) {
    throw invalidInteraction(`A form is an object of fields, not ${JSON.stringify(example)}.`)
  }
  const fields = Object.entries(example).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, typeof one === 'string' ? one : JSON.stringify(one)]),
  )
  return new URLSearchParams(fields).toString()
}
