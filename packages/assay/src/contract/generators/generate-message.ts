import type { Json } from '../model/json.ts'
import type { Message } from '../model/pact.ts'
import { generateBody } from './generate-body.ts'
import { generateValue, isActive } from './generate-value.ts'
import type { Generated, GenerationContext } from './generation.ts'

/** A message with new values where its generators say so. */
export function generateMessage(message: Message, context: GenerationContext): Generated<Message> {
  const metadata: Record<string, Json> = { ...message.metadata }
  const problems: string[] = []
  for (const [key, generator] of message.generators.metadata ?? []) {
    if (!isActive(generator, context)) continue
    const generated = generateValue(generator, metadata[key] ?? null, context)
    if ('problem' in generated) problems.push(`${key}: ${generated.problem}`)
    else metadata[key] = generated.value
  }
  const { contentType } = message.metadata
  const contents = generateBody(
    {
      body: message.contents,
      contentType: typeof contentType === 'string' ? contentType : undefined,
      generators: message.generators.body,
      rules: message.rules.body,
    },
    context,
  )
  return {
    part: { ...message, metadata, contents: contents.part },
    problems: [...problems, ...contents.problems],
  }
}
