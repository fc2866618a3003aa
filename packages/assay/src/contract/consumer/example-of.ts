import type { ExampleOf } from './matcher.ts'
import { readTemplate } from './read-template.ts'

/**
 * The value that the mock answers with: a template without its matchers. What is optional is left out.
 *
 * @throws AssayError `invalid_interaction`
 * @example
 * const product = { id: integer(7), name: like('Lamp') }
 * exampleOf(product) // { id: 7, name: 'Lamp' }
 */
export function exampleOf<T>(template: T): ExampleOf<T> {
  return readTemplate(template, 'answer').example as ExampleOf<T>
}
