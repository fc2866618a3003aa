import { z } from 'zod'

/** An amount in a JSON document: a number with at most two decimals. Inside the services it is whole cents. */
export const amountSchema = z
  .number()
  .min(0)
  .refine((amount) => toDecimal(toCents(amount)) === amount, 'must have at most two decimals')

/** Whole cents of a decimal amount. */
export function toCents(amount: number): number {
  return Math.round(amount * 100)
}

/** The decimal amount of whole cents. */
export function toDecimal(cents: number): number {
  return cents / 100
}
