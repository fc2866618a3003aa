import type { HttpResponse } from '../model/pact.ts'
import { generateHttpPart } from './generate-http-part.ts'
import { generateValue, isActive } from './generate-value.ts'
import type { Generated, GenerationContext } from './generation.ts'

/** A response with new values where its generators say so. */
export function generateResponse(
  response: HttpResponse,
  context: GenerationContext,
): Generated<HttpResponse> {
  const status = generateStatus(response, context)
  const rest = generateHttpPart(response, context)
  return {
    part: { ...rest.part, status: status.part },
    problems: [...status.problems, ...rest.problems],
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
