import type { SystemDefinition } from './definition.ts'

/**
 * Tells the compiler which system tests and scenarios belong to, and, for load scenarios, the
 * OpenAPI documents of its services. Augment it beside the definition:
 *
 * @example
 * declare module 'assay/test' {
 *   interface Register {
 *     system: typeof system
 *     openapi: { users: typeof import('./services/users/openapi.json', { with: { type: 'json' } }) }
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by augmentation.
export interface Register {}

/** The system that was registered, or any. */
export type RegisteredSystem = Register extends { readonly system: infer System extends SystemDefinition }
  ? System
  : SystemDefinition

/** The OpenAPI documents that were registered, by service. */
export type RegisteredDocuments = Register extends { readonly openapi: infer Documents } ? Documents : unknown
