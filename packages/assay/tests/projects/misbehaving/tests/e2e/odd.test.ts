import { expect, test } from 'assay/test'

test('odd answers', async ({ odd }) => {
  expect(await odd?.get('/')).toHaveStatus(200)
})

test('follower answers', async ({ follower }) => {
  expect(await follower?.get('/')).toHaveStatus(200)
})
