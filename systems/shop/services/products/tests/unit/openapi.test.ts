import { expect, test } from 'assay/test'
import { documentsOf } from '../../../../tests/documents.ts'
import { registerRoutes } from '../../src/app.ts'

const { published, described } = await documentsOf('products', registerRoutes)

test('the published document is the one that the routes describe', () => {
  expect(described).toEqual(published)
})
