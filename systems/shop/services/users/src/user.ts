import { identifier } from '@shop/service-kit/identifier'
import { pageOf, pageQuery } from '@shop/service-kit/page'
import { line } from '@shop/service-kit/text'
import { z } from 'zod'
import { brokenPasswordRules } from './password-policy.ts'
import type { UserRow } from './tables.ts'

const email = z.email('is not an e-mail address').max(254)
const name = line(100).refine((text) => !/[<>]|javascript:/i.test(text), 'must not contain markup')
const age = z.int().min(13).max(130)
const tier = z.enum(['regular', 'premium'])
const password = z
  .string()
  .superRefine((text, context) => {
    for (const message of brokenPasswordRules(text)) context.addIssue({ code: 'custom', message })
  })
  .meta({ minLength: 8, maxLength: 128, format: 'password' })

/** What is needed to register. */
export const newUserSchema = z
  .strictObject({ email, password, name, age: age.optional(), tier: tier.default('regular') })
  .meta({
    id: 'NewUser',
    examples: [{ email: 'ada@example.com', password: 'Analytical1843', name: 'Ada Lovelace', age: 36 }],
  })

/** What users can change of their own account. */
export const userChangesSchema = z
  .strictObject({ email, name, age: age.nullable(), active: z.boolean() })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'at least one field is needed')
  .meta({ id: 'UserChanges', examples: [{ name: 'Ada King' }] })

const userExample = {
  id: '9b2d1a36-5d0e-4c59-8a3e-3a8c39a1f0c2',
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  age: 36,
  tier: 'regular',
  active: true,
  createdAt: '2026-01-15T10:00:00.000Z',
}

/** A user as others see one: without anything about the password. */
export const userSchema = z
  .object({
    id: identifier,
    email: z.string(),
    name: z.string(),
    age: z.int().nullable(),
    tier,
    active: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'User', examples: [userExample] })

/** Some of the users. */
export const userPageSchema = pageOf(userSchema).meta({
  id: 'UserPage',
  examples: [{ items: [userExample], total: 1, limit: 20, offset: 0 }],
})

/** The query of the list of users. */
export const userQuery = pageQuery.extend({ active: z.enum(['true', 'false']).optional() })

export type NewUser = z.infer<typeof newUserSchema>
export type UserChanges = z.infer<typeof userChangesSchema>
export type User = z.infer<typeof userSchema>
export type UserQuery = z.infer<typeof userQuery>

/** A stored user as others see one. */
export function toUser(row: UserRow): User {
  const { id, email, name, age, tier, active } = row
  return { id, email, name, age, tier, active, createdAt: row.created_at.toISOString() }
}
