import { readFile } from 'node:fs/promises'
import { createDocument } from '@shop/service-kit/document'
import { expect, test } from 'assay/test'
import { registerRoutes } from '../../src/app.ts'

const published = JSON.parse(await readFile(new URL('../../openapi.json', import.meta.url), 'utf8'))
const described = await createDocument({
  ...published.info,
  register: (server) => registerRoutes(server, {} as Parameters<typeof registerRoutes>[1]),
})

test('the published document is the one that the routes describe', () => {
  expect(JSON.parse(JSON.stringify(described))).toEqual(published)
})
