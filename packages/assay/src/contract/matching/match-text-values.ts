import type { RuleList, RulesByName } from '../model/matching-rules.ts'
import type { Walk } from './json-walk.ts'
import { compareLists } from './match-json-lists.ts'
import type { Failing, Mismatch } from './mismatch.ts'
import type { RulePlace } from './rule-tree.ts'

export interface Texts {
  readonly expected: string
  readonly actual: string
}

/** The values of a header, of a parameter or of a field of a form. */
export interface TextValues {
  readonly expected: readonly string[]
  readonly actual: readonly string[]
  /** Why a value is not the expected one, by the rules of its place. */
  readonly check: (place: RulePlace, texts: Texts, index: number) => readonly Failing[]
  /** Without texts, the mismatch is one of all values together. */
  readonly toMismatch: (failing: Failing, texts?: Texts) => Mismatch
}

/**
 * Compares values by the rules of their place, in the way of JSON lists: all together, and one by
 * one, those beyond the expected ones like the first.
 */
export function matchValuesByRules(place: RulePlace, values: TextValues): readonly Mismatch[] {
  const { check, toMismatch } = values
  const walk: Walk = {
    ...{ areExtrasAllowed: false, path: [], mismatches: [], isTrial: false },
    compare({ path, mismatches }, below, pair) {
      const texts = { expected: String(pair.expected), actual: String(pair.actual) }
      const failings = check(below, texts, Number(path.at(-1) ?? 0))
      mismatches.push(...failings.map((failing) => toMismatch(failing, texts)))
    },
  }
  compareLists(walk, place, values)
  // What is wrong with all values together is told in the terms of a body.
  return walk.mismatches.map((one) => (one.kind === 'body' ? toMismatch(failingOf(one)) : one))
}

function failingOf({ rule, sentence, note }: Mismatch): Failing {
  return { rule, sentence, ...(note === undefined ? {} : { note }) }
}

/** The rules for what has a name; its values inherit them unless there are rules for their index. */
export function placeNamed(rules: RulesByName | undefined, name: string): RulePlace {
  const list = rules?.get(name)
  const below = (part: string | number) =>
    placeWith(rules?.get(`${name}[${part}]`) ?? rules?.get(`${name}[*]`) ?? list)
  return { ...placeWith(list), below }
}

function placeWith(list: RuleList | undefined): RulePlace {
  const place: RulePlace = {
    ...{ list, isCascaded: false, direct: list?.rules ?? [], isTyped: false },
    below: () => place,
  }
  return place
}
