import type { MatchingRule } from '../model/matching-rules.ts'
import { cannotApply } from './check-formats.ts'
import { type Failing, inSentence } from './mismatch.ts'

/** Two lists or two objects of which a rule looks at the whole, not at the members. */
export interface CollectionPair {
  readonly kind: 'list' | 'object'
  /** How many members the actual one has. */
  readonly size: number
  readonly isCascaded: boolean
  /** Looked at only when it is needed: it may be costly. */
  readonly isEqual: () => boolean
  readonly shownExpected: () => string
  readonly shownActual: () => string
}

/** Why a list or an object as a whole does not meet a rule. Its members are compared separately. */
export function checkCollection(rule: MatchingRule, pair: CollectionPair): Failing | undefined {
  switch (rule.match) {
    case 'type':
    case 'regex':
    case 'array-contains':
    case 'each-key':
    case 'each-value':
    case 'values':
      return undefined
    case 'min-type':
    case 'max-type':
    case 'min-max-type':
      return checkSize(rule, pair)
    case 'equality': {
      if (pair.isEqual()) return undefined
      const sentence = `Expected ${inSentence(pair.shownActual())} to be equal to ${inSentence(pair.shownExpected())}`
      return { rule: rule.match, sentence }
    }
    case 'not-empty': {
      if (pair.size > 0) return undefined
      const shown = pair.kind === 'list' ? '[] (Array)' : '{} (Map)'
      return { rule: rule.match, sentence: `Expected ${shown} to not be empty` }
    }
    case 'null':
    case 'status-code':
    case 'unknown':
      return cannotApply(rule, inSentence(pair.shownActual()))
    default:
      // A rule about texts or numbers is for the items of a list; an object has no order to apply it in.
      return pair.kind === 'list' ? undefined : cannotApply(rule, inSentence(pair.shownActual()))
  }
}

type SizeRule = Extract<MatchingRule, { readonly match: 'min-type' | 'max-type' | 'min-max-type' }>

function checkSize(rule: SizeRule, { size, isCascaded, shownActual }: CollectionPair): Failing | undefined {
  if (isCascaded) return undefined
  const failing = (bound: string) => ({
    rule: rule.match,
    sentence: `Expected ${inSentence(shownActual())} (size ${size}) to have ${bound}`,
  })
  if ('min' in rule && size < rule.min) return failing(`minimum size of ${rule.min}`)
  if ('max' in rule && size > rule.max) return failing(`maximum size of ${rule.max}`)
  return undefined
}
