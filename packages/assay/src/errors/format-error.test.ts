import { expect, test } from 'vitest'
import { configurationError } from './assay-error.ts'
import { formatError } from './format-error.ts'

test('prints the sentence, the evidence, the fix and the code', () => {
  const error = configurationError({
    code: 'missing_directory',
    message: 'Service "orders" has no directory "services/order".',
    evidence: ['there is: services/orders'],
    fix: 'correct services.orders.directory in assay.config.ts',
  })
  expect(formatError(error)).toMatchInlineSnapshot(`
    "Service "orders" has no directory "services/order".
      there is: services/orders
      fix: correct services.orders.directory in assay.config.ts
      (missing_directory)"
  `)
})

test('prints a cause that nothing else has said, once', () => {
  const cause = new Error('permission denied')
  const unsaid = configurationError({ code: 'x', message: 'Cannot read the file.', cause })
  const said = configurationError({ code: 'x', message: 'Cannot read: permission denied', cause })
  expect(formatError(unsaid)).toContain('cause: permission denied')
  expect(formatError(said)).not.toContain('cause:')
})

test('keeps the stack of a defect and says that it is one', () => {
  const text = formatError(new TypeError('x is undefined'))
  expect(text).toContain('Assay failed in a way it did not foresee')
  expect(text).toContain('format-error.test.ts')
  expect(text).toContain('(internal_error)')
})
