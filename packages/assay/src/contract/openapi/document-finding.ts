/** One way in which a pact, or what a provider answered, is not as the provider's OpenAPI document says. */
export interface DocumentFinding {
  /** `pact`: the consumer counts on what the document does not say. `drift`: the provider does not do what it says. */
  readonly kind: 'pact' | 'drift'
  /** Of a pact, the code of the comparator: `response.body.incompatible`. */
  readonly code: string
  /** A warning does not fail anything. */
  readonly severity: 'error' | 'warning'
  /** What is wrong there: `must be integer`. */
  readonly sentence: string
  /** Where in the interaction, or in the answer: `response.body.items[0].price`. */
  readonly where: string
  /** Where in the document: `GET /products/{id} responses.200.content`. */
  readonly inDocument: string
  /** What the document says there, and what the pact or the answer has; absent where the sentence says it. */
  readonly documented?: string
  readonly actual?: string
}
