import type { Json, JsonObject } from '../model/json.ts'
import type { RulesByName } from '../model/matching-rules.ts'
import { checkJsonRules } from './check-json.ts'
import { isEqualJson, jsonText, plainText, quoted } from './json-value.ts'
import { checkParameters } from './match-headers.ts'
import { type Failing, inSentence, type Mismatch, shorten } from './mismatch.ts'

export interface MetadataPair {
  readonly expected: JsonObject
  readonly actual: Readonly<Record<string, unknown>>
  readonly rules: RulesByName | undefined
}

/** Compares what goes with a message: all expected keys must be there, others may. */
export function matchMetadata({ expected, actual, rules }: MetadataPair): readonly Mismatch[] {
  return Object.entries(expected).flatMap(([key, value]): Mismatch[] => {
    if (!Object.hasOwn(actual, key) || actual[key] === undefined) {
      const sentence = `Expected message metadata '${key}' but was missing`
      return [
        {
          kind: 'metadata',
          where: key,
          rule: 'equality',
          expected: shorten(plainText(value)),
          actual: '',
          sentence,
        },
      ]
    }
    const received = toJson(actual[key])
    return checkValue(key, { expected: value, actual: received }, rules).map((failing) => ({
      kind: 'metadata',
      where: key,
      expected: shorten(plainText(value)),
      actual: shorten(plainText(received)),
      ...failing,
      sentence: `Expected metadata key '${key}' to have value '${inSentence(jsonText(value))}' but was '${inSentence(jsonText(received))}' - ${failing.sentence}`,
    }))
  })
}

interface Values {
  readonly expected: Json
  readonly actual: Json
}

function checkValue(key: string, values: Values, rules: RulesByName | undefined): readonly Failing[] {
  const { expected, actual } = values
  const list = rules?.get(key)
  if (list !== undefined) return checkJsonRules(list, { ...values, isCascaded: false })
  if (/^content-?type$/i.test(key)) {
    return checkParameters(`metadata '${key}'`, { expected: plainText(expected), actual: plainText(actual) })
  }
  if (isEqualJson(expected, actual)) return []
  const sentence = `Expected ${inSentence(quoted(actual))} to be equal to ${inSentence(quoted(expected))}`
  return [{ rule: 'equality', sentence }]
}

/** Metadata of a program may hold more than JSON can say: a date, a bigint. */
function toJson(value: unknown): Json {
  if (typeof value === 'bigint') return String(value)
  return (JSON.parse(JSON.stringify(value) ?? 'null') ?? null) as Json
}
