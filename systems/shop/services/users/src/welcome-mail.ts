import { type Message, onMessage } from '@shop/service-kit/consumer'
import { performOnce } from '@shop/service-kit/inbox'
import { callNeighbour, type Neighbour } from '@shop/service-kit/neighbour'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Tables } from './tables.ts'

/** What this service needs of `user.registered`. */
export const userRegisteredSchema = z.object({ email: z.string(), name: z.string() })

/** What this service needs of the mail provider's answer. */
export const mailAcceptedSchema = z.object({ id: z.string() })

/** The mail a new user gets. */
export function composeWelcomeMail({ email, name }: z.infer<typeof userRegisteredSchema>) {
  return {
    to: email,
    subject: 'Welcome to the shop',
    text: `Hello ${name},\n\nthank you for registering. Enjoy your shopping!\n`,
  }
}

/** Handles the messages of the queue `users.welcome-mail`. */
export function welcomeMailHandlers(database: Kysely<Tables>, mail: Neighbour) {
  const send = async (user: z.infer<typeof userRegisteredSchema>, { messageId }: Message) => {
    const answer = await callNeighbour(mail, {
      method: 'POST',
      path: '/messages',
      // Should this be repeated after a crash, the provider can tell that it has the mail already.
      headers: { 'idempotency-key': messageId },
      body: composeWelcomeMail(user),
      schema: mailAcceptedSchema,
    })
    if (!answer.ok) throw new Error(`the mail provider refused the mail with ${answer.status}`)
  }
  return { 'user.registered': onMessage(userRegisteredSchema, performOnce(database, send)) }
}
