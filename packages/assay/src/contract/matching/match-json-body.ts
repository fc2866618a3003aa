import { isUtf8 } from 'node:buffer'
import type { Body } from '../model/body.ts'
import type { BodyPair } from './body-part.ts'
import { type ExactJson, parseExactJson } from './json-value.ts'
import { matchJson } from './match-json.ts'
import { type Mismatch, shorten } from './mismatch.ts'
import { withoutSchemaNumber } from './schema-registry.ts'

type Parsed = { readonly value: ExactJson } | { readonly problem: string }

/** What was read from the bodies of pacts: they are compared again and again. */
const expectedValues = new WeakMap<Body, Parsed>()

/** Compares JSON bodies. */
export function matchJsonBody(pair: BodyPair): readonly Mismatch[] {
  const expected = parseExpected(pair)
  const actual = parse(withoutSchemaNumber(pair.actual, pair.actualType))
  if ('value' in expected && 'value' in actual) return matchJson(expected.value, actual.value, pair)
  return Object.entries({ expected, actual }).flatMap(([which, parsed]) => {
    if (!('problem' in parsed)) return []
    return [
      {
        kind: 'body',
        where: '$',
        rule: 'equality',
        expected: shorten(pair.expected.toString('utf8')),
        actual: shorten(pair.actual.toString('utf8')),
        sentence: `Failed to parse the ${which} body: '${parsed.problem}'`,
      },
    ]
  })
}

function parseExpected({ expected, expectedType, source }: BodyPair): Parsed {
  const known = source && expectedValues.get(source)
  if (known !== undefined) return known
  const parsed = parse(withoutSchemaNumber(expected, expectedType))
  if (source === undefined) return parsed
  expectedValues.set(source, parsed)
  return parsed
}

function parse(bytes: Buffer): Parsed {
  // Decoding puts another character in the place of what is none, which would then be compared.
  if (!isUtf8(bytes)) return { problem: 'it is not UTF-8' }
  try {
    return { value: parseExactJson(bytes.toString('utf8')) }
  } catch (thrown) {
    return { problem: (thrown as SyntaxError).message }
  }
}
