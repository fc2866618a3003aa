import type { Body } from '../model/body.ts'
import type { RulesByPath } from '../model/matching-rules.ts'
import type { ContentType } from './content-type.ts'

/** Two bodies that are both there, of the type of the expected one. */
export interface BodyPair {
  readonly expected: Buffer
  readonly actual: Buffer
  /** As they stand in headers, with a boundary if there is one. */
  readonly expectedType: ContentType | undefined
  readonly actualType: ContentType | undefined
  readonly rules: RulesByPath | undefined
  readonly areExtrasAllowed: boolean
  /** The body as the pact has it, to keep what was read from it. */
  readonly source: Body | undefined
}
