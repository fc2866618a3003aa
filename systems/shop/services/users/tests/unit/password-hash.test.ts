import { expect, test } from 'assay/test'
import { hashPassword, unmatchableHash, verifyPassword } from '../../src/password-hash.ts'

const COST = 4

test('the password that was hashed matches, and no other', async () => {
  const hash = await hashPassword('Analytical1843', COST)
  expect(await verifyPassword('Analytical1843', hash)).toBe(true)
  expect(await verifyPassword('analytical1843', hash)).toBe(false)
})

test('the same password is never hashed to the same text twice', async () => {
  expect(await hashPassword('Analytical1843', COST)).not.toBe(await hashPassword('Analytical1843', COST))
})

test('a hash is verified at the cost it was made with, so the cost can be raised later', async () => {
  expect(await verifyPassword('Analytical1843', await hashPassword('Analytical1843', COST + 1))).toBe(true)
})

test('nothing matches the hash that stands for a user who is not there', async () => {
  const hash = unmatchableHash(COST)
  expect(await verifyPassword('', hash)).toBe(false)
  expect(hash).toMatch(/^scrypt\$4\$[\w+/]+=*\$[\w+/]+=*$/)
})

test('a stored hash that is damaged is an error, not a wrong password', async () => {
  await expect(verifyPassword('Analytical1843', 'scrypt$4')).rejects.toThrow('malformed')
})
