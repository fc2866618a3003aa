import { type Matcher, matcherOf } from './matcher.ts'
import { sourceOf } from './text-matchers.ts'

/**
 * A value that a provider state decides: when the provider is verified, the expression is filled
 * with what setting up the state gave, as in `/products/${id}`. In a request the consumer must send
 * the example itself; in an answer any value of its type will do.
 *
 * @example
 * { path: fromProviderState('/products/${id}', '/products/7') }
 */
export function fromProviderState<T extends string | number | boolean>(
  expression: string,
  example: T,
): Matcher<Widened<T>> {
  const dataType =
    typeof example === 'number' ? (Number.isInteger(example) ? 'INTEGER' : 'DECIMAL') : undefined
  return matcherOf({
    kind: 'value',
    example,
    rules: [{ match: 'type' }],
    combine: 'AND',
    generator: {
      type: 'ProviderState',
      expression,
      dataType: dataType ?? (typeof example === 'boolean' ? 'BOOLEAN' : 'STRING'),
    },
  })
}

type Widened<T> = T extends string ? string : T extends number ? number : boolean

/**
 * The address of something at the provider: the mock puts its own address before the path, so that
 * the consumer can follow the link.
 *
 * @param pattern for paths that are as good as the example
 * @example
 * { next: mockServerUrl('/products?page=2', /\/products\?page=\d+/) }
 */
export function mockServerUrl(path: string, pattern?: RegExp | string): Matcher<string> {
  const source = pattern === undefined ? escaped(path) : sourceOf(pattern)
  const expression = `.*(${source})$`
  const example = `http://localhost:8080${path}`
  return matcherOf({
    kind: 'value',
    example,
    rules: [{ match: 'regex', regex: expression }],
    combine: 'AND',
    generator: { type: 'MockServerURL', example, regex: expression },
  })
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
