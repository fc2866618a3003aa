import type { HttpRequest } from '../model/pact.ts'
import { generateHttpPart } from './generate-http-part.ts'
import { generateText, generateTexts } from './generate-texts.ts'
import { isActive } from './generate-value.ts'
import type { Generated, GenerationContext } from './generation.ts'

/** A request with new values where its generators say so. */
export function generateRequest(request: HttpRequest, context: GenerationContext): Generated<HttpRequest> {
  const { generators } = request
  const method = generateOne(request.method, generators.method, context)
  const path = generateOne(request.path, generators.path, context)
  const query = generateTexts(request.query, generators.query, context)
  const rest = generateHttpPart(request, context)
  return {
    part: { ...rest.part, method: method.part, path: path.part, query: query.part },
    problems: [method, path, query, rest].flatMap(({ problems }) => problems),
  }
}

function generateOne(
  example: string,
  generator: HttpRequest['generators']['path'],
  context: GenerationContext,
): Generated<string> {
  if (generator === undefined || !isActive(generator, context)) return { part: example, problems: [] }
  const generated = generateText(generator, example, context)
  return 'text' in generated
    ? { part: generated.text, problems: [] }
    : { part: example, problems: [generated.problem] }
}
