import { contentTypeHeader } from '../matching/match-request.ts'
import type { HttpResponse } from '../model/pact.ts'
import { generateBody } from './generate-body.ts'
import { generateTexts } from './generate-texts.ts'
import { generateValue, isActive } from './generate-value.ts'
import type { Generated, GenerationContext } from './generation.ts'

/** A response with new values where its generators say so. */
export function generateResponse(
  response: HttpResponse,
  context: GenerationContext,
): Generated<HttpResponse> {
  const { generators } = response
  const status = generateStatus(response, context)
  const headers = generateTexts(response.headers, generators.header, context)
  const body = generateBody(
    {
      body: response.body,
      contentType: contentTypeHeader(response.headers),
      generators: generators.body,
      rules: response.rules.body,
    },
    context,
  )
  return {
    part: { ...response, status: status.part, headers: headers.part, body: body.part },
    problems: [status, headers, body].flatMap(({ problems }) => problems),
  }
}

function generateStatus({ status, generators }: HttpResponse, context: GenerationContext): Generated<number> {
  const generator = generators.status
  if (generator === undefined || !isActive(generator, context)) return { part: status, problems: [] }
  const generated = generateValue(generator, status, context)
  if ('problem' in generated) return { part: status, problems: [`status: ${generated.problem}`] }
  const value = Number(generated.value)
  if (Number.isInteger(value) && value >= 100 && value <= 999) return { part: value, problems: [] }
  return { part: status, problems: [`status: ${JSON.stringify(generated.value)} is no status`] }
}
