import { validateHeaderName, validateHeaderValue } from 'node:http'
import { messageOf } from '../../errors/assay-error.ts'
import type { Generator } from '../model/generators.ts'
import type { Json } from '../model/json.ts'
import type { RuleList } from '../model/matching-rules.ts'
import type { HttpPart, HttpRequest, HttpResponse } from '../model/pact.ts'
import { buildBody } from './build-body.ts'
import { buildTexts } from './build-texts.ts'
import type { RequestTemplate, ResponseTemplate } from './interaction-options.ts'
import { invalidInteraction } from './invalid-interaction.ts'
import type { Matcher } from './matcher.ts'
import { readTemplate, type Side } from './read-template.ts'

/** A part of an interaction, and what its comments should tell. */
export interface Built<Part> {
  readonly part: Part
  readonly notes: readonly string[]
}

/** @throws AssayError `invalid_interaction` */
export function buildRequest(template: RequestTemplate): Built<HttpRequest> {
  const { method } = template
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(method)) {
    throw invalidInteraction(`"${method}" is no method of HTTP.`)
  }
  const path = buildSingle(template.path, 'request')
  if (typeof path.example !== 'string' || !/^\/[^?#\s]*$/.test(path.example)) {
    throw invalidInteraction(`${JSON.stringify(path.example)} is no path of a request.`, {
      fix: 'begin it with "/", encode what is not for a path, and put parameters into query',
    })
  }
  const query = buildTexts(template.query, 'request', 'parameter')
  const { part, notes } = buildPart(template, 'request')
  return {
    part: {
      ...part,
      method: method.toUpperCase(),
      path: path.example,
      query: query.texts,
      rules: { ...part.rules, ...optionally('path', path.list), ...optionally('query', query.rules) },
      generators: {
        ...part.generators,
        ...optionally('path', path.generator),
        ...optionally('query', query.generators),
      },
    },
    notes,
  }
}

/** @throws AssayError `invalid_interaction` */
export function buildResponse(template: ResponseTemplate): Built<HttpResponse> {
  const status = buildSingle(template.status ?? 200, 'answer')
  const { example } = status
  if (typeof example !== 'number' || !Number.isInteger(example) || example < 200 || example > 599) {
    throw invalidInteraction(`${JSON.stringify(example)} is no status that an answer can have.`, {
      fix: 'use a number from 200 to 599',
    })
  }
  const { part, notes } = buildPart(template, 'answer')
  return {
    part: {
      ...part,
      status: example,
      rules: { ...part.rules, ...optionally('status', status.list) },
      generators: { ...part.generators, ...optionally('status', status.generator) },
    },
    notes,
  }
}

/** Headers and body; a body whose type no header says gets one. */
function buildPart(
  { headers, body }: Pick<RequestTemplate, 'headers' | 'body'>,
  side: Side,
): Built<HttpPart> {
  const builtHeaders = buildTexts(headers, side, 'header')
  checkHeaders(builtHeaders.texts)
  const said = Object.entries(builtHeaders.texts).find(([name]) => name.toLowerCase() === 'content-type')
  const built = buildBody(body, said?.[1][0], side)
  const type = built.body.kind === 'present' ? built.body.contentType : undefined
  const added: Readonly<Record<string, readonly string[]>> =
    said === undefined && type !== undefined ? { 'Content-Type': [type] } : {}
  return {
    part: {
      headers: { ...builtHeaders.texts, ...added },
      body: built.body,
      rules: { ...optionally('header', builtHeaders.rules), ...optionally('body', built.rules) },
      generators: {
        ...optionally('header', builtHeaders.generators),
        ...optionally('body', built.generators),
      },
    },
    notes: built.notes,
  }
}

/** A category with what it has; no category when it has nothing. */
export function optionally<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value }
}

interface Single {
  readonly example: Json | undefined
  readonly list: RuleList | undefined
  readonly generator: Generator | undefined
}

/** A path or a status: a value with rules for itself only. */
function buildSingle(template: string | number | Matcher<unknown>, side: Side): Single {
  const { example, rules, generators } = readTemplate(template, side)
  return { example, list: rules.get('$'), generator: generators.get('$') }
}

function checkHeaders(headers: Readonly<Record<string, readonly string[]>>): void {
  for (const [name, values] of Object.entries(headers)) {
    try {
      validateHeaderName(name)
      for (const value of values) validateHeaderValue(name, value)
    } catch (error) {
      throw invalidInteraction(`The header "${name}" cannot be sent: ${messageOf(error)}.`)
    }
  }
}
