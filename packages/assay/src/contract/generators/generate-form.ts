import { formatPath } from '../matching/path-expression.ts'
import type { Generator } from '../model/generators.ts'
import { textOf } from './generate-texts.ts'
import { generateValue, isActive } from './generate-value.ts'
import type { Generated, GenerationContext } from './generation.ts'

/** Puts new values into a form: `$.name` is the first field of a name, `$.name[1]` the second. */
export function generateForm(
  form: string,
  generators: ReadonlyMap<string, Generator>,
  context: GenerationContext,
): Generated<string> {
  const fields = [...new URLSearchParams(form)]
  const problems: string[] = []
  for (const [expression, generator] of generators) {
    if (!isActive(generator, context)) continue
    const field = fields.find(([name], index) => {
      const before = fields.slice(0, index).filter(([other]) => other === name).length
      const first = formatPath([name])
      return expression === formatPath([name, before]) || (before === 0 && expression === first)
    })
    if (field === undefined) continue
    const generated = generateValue(generator, field[1], context)
    if ('problem' in generated) problems.push(`${expression}: ${generated.problem}`)
    else field[1] = textOf(generated.value)
  }
  return { part: new URLSearchParams(fields).toString(), problems }
}
