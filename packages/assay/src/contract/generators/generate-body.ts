import { formatOf, parseContentType } from '../matching/content-type.ts'
import type { Body, PresentBody } from '../model/body.ts'
import type { Generator } from '../model/generators.ts'
import type { RulesByPath } from '../model/matching-rules.ts'
import { generateForm } from './generate-form.ts'
import { generateJson } from './generate-json.ts'
import { generateXml } from './generate-xml.ts'
import type { Generated, GenerationContext } from './generation.ts'
import { generateVariants } from './variant-generators.ts'

/** A body, and what is to be made anew in it. */
export interface GenerableBody {
  readonly body: Body
  readonly contentType: string | undefined
  readonly generators: ReadonlyMap<string, Generator> | undefined
  readonly rules: RulesByPath | undefined
}

const NONE: ReadonlyMap<string, Generator> = new Map()

/** Puts new values into a body of JSON, XML or a form; others stay as they are. */
export function generateBody(generable: GenerableBody, context: GenerationContext): Generated<Body> {
  const { body, rules } = generable
  const generators = generable.generators ?? NONE
  if (body.kind !== 'present' || (generators.size === 0 && !hasVariants(rules)))
    return { part: body, problems: [] }
  const contentType = body.contentType ?? generable.contentType
  const format =
    contentType === undefined && body.json !== undefined
      ? 'json'
      : formatOf(parseContentType(contentType ?? ''))
  if (format === 'json') return generateJsonBody(body, { ...generable, generators }, context)
  if (format === 'form' || format === 'xml') {
    const generate = format === 'form' ? generateForm : generateXml
    const { part, problems } = generate(body.bytes.toString('utf8'), generators, context)
    return { part: { ...body, bytes: Buffer.from(part) }, problems }
  }
  return {
    part: body,
    problems:
      generators.size === 0
        ? []
        : [`generators cannot be applied to a body of type ${contentType ?? 'unknown'}`],
  }
}

function hasVariants(rules: RulesByPath | undefined): boolean {
  for (const list of rules?.values() ?? []) {
    if (list.rules.some(({ match }) => match === 'array-contains')) return true
  }
  return false
}

function generateJsonBody(
  body: PresentBody,
  { generators, rules }: GenerableBody & { readonly generators: ReadonlyMap<string, Generator> },
  context: GenerationContext,
): Generated<Body> {
  let { json } = body
  if (json === undefined) {
    try {
      json = JSON.parse(body.bytes.toString('utf8'))
    } catch {
      // What is not JSON has no places for values; matching will say what is wrong with it.
    }
  }
  if (json === undefined)
    return { part: body, problems: ['the body is not JSON, so nothing is generated in it'] }
  const generated = generateJson(json, generators, context)
  const varied = generateVariants(generated.part, rules, context)
  const problems = [...generated.problems, ...varied.problems]
  if (varied.part === json) return { part: body, problems }
  return { part: { ...body, json: varied.part, bytes: Buffer.from(JSON.stringify(varied.part)) }, problems }
}
