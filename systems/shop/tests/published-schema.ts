import { expect } from 'assay/test'

/**
 * For `beforeAll` of unit tests that compare with published schemas: the first comparison loads the
 * validator, which takes longer than a unit test may.
 */
export async function loadValidator(): Promise<void> {
  await expect({}).not.toMatchSchema('Problem', { service: 'gateway' })
}
