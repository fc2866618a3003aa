import { contentTypeHeader } from '../matching/match-http-part.ts'
import type { HttpPart } from '../model/pact.ts'
import { generateBody } from './generate-body.ts'
import { generateTexts } from './generate-texts.ts'
import type { Generated, GenerationContext } from './generation.ts'

/** A request or response with new headers and a new body where its generators say so. */
export function generateHttpPart<Part extends HttpPart>(
  part: Part,
  context: GenerationContext,
): Generated<Part> {
  const { generators, rules } = part
  const headers = generateTexts(part.headers, generators.header, context)
  const body = generateBody(
    {
      body: part.body,
      contentType: contentTypeHeader(part.headers),
      generators: generators.body,
      rules: rules.body,
    },
    context,
  )
  return {
    part: { ...part, headers: headers.part, body: body.part },
    problems: [...headers.problems, ...body.problems],
  }
}
