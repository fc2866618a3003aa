import { expect, test } from 'assay/test'

test('answers as its document says', async ({ names }) => {
  const response = await names.get('/names/2')
  await expect(response).toMatchSchema('Name')
})
