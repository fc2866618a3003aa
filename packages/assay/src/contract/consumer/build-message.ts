import type { Generator } from '../model/generators.ts'
import type { Json } from '../model/json.ts'
import type { RuleList } from '../model/matching-rules.ts'
import type { Message } from '../model/pact.ts'
import { buildBody } from './build-body.ts'
import { type Built, optionally } from './build-http.ts'
import { unlessNone } from './build-texts.ts'
import type { MessageTemplate } from './interaction-options.ts'
import { readTemplate, type Side } from './read-template.ts'

/**
 * @param side `request` for what the consumer sends
 * @throws AssayError `invalid_interaction`
 */
export function buildMessage({ contents, metadata = {} }: MessageTemplate, side: Side): Built<Message> {
  const values: Record<string, Json> = {}
  const rules = new Map<string, RuleList>()
  const generators = new Map<string, Generator>()
  for (const [name, template] of Object.entries(metadata)) {
    const read = readTemplate(template, side)
    if (read.example === undefined) continue
    values[name] = read.example
    const [list, generator] = [read.rules.get('$'), read.generators.get('$')]
    if (list !== undefined) rules.set(name, list)
    if (generator !== undefined) generators.set(name, generator)
  }
  const type = Object.entries(values).find(([name]) => /^content-?type$/i.test(name))?.[1]
  const built = buildBody(contents, typeof type === 'string' ? type : undefined, side)
  return {
    part: {
      contents: built.body,
      metadata: values,
      rules: { ...optionally('metadata', unlessNone(rules)), ...optionally('body', built.rules) },
      generators: {
        ...optionally('metadata', unlessNone(generators)),
        ...optionally('body', built.generators),
      },
    },
    notes: built.notes,
  }
}
