import type { Disagreement } from './disagreement.ts'
import type { Found, FuzzCase, Outcome } from './fuzz-case.ts'
import { bodyText, contentTypeIn } from './render-body.ts'

/** A way in which the engines differ, and why it stays so. */
export interface KnownDifference {
  readonly name: string
  readonly reason: string
  /** Whether a disagreement has its cause. */
  readonly isMet: (disagreement: Disagreement) => boolean
  /** What it makes either engine find; all of it when absent. */
  readonly concerns?: (found: Found, fuzzCase: FuzzCase) => boolean
}

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    name: 'decimals with many digits',
    reason:
      'pact-core reads a decimal of 17 digits with an error in the last ones, and writes an expected body anew, so that a number is not equal to itself. A number is equal to itself: Assay is right.',
    isMet: ({ fuzzCase }) => /\.\d{9,}/.test(bodyText(fuzzCase.expected.body) ?? ''),
    concerns: (found) => isSameDecimal(found) || /^Variant .*\d\.\d{7,}.* was not found/.test(found.sentence),
  },
  {
    name: 'JSON null as a body',
    reason:
      'A pact cannot tell a body that is the JSON null from no body, so a provider that sends null has sent what is expected. pact-core accepts nothing but an empty body; Assay both.',
    isMet: ({ fuzzCase }) =>
      [fuzzCase.expected, fuzzCase.actual].every(({ body }) => bodyText(body) === 'null'),
    concerns: ({ sentence }) => /^Expected empty body but received/.test(sentence),
  },
  {
    name: 'JSON null as the body of a request',
    reason:
      'The mock server of pact-core compares with what its program was given, which is null; the file that it writes can only say that there is no body, and this is what Assay reads.',
    isMet: ({ fuzzCase }) => fuzzCase.kind === 'request' && bodyText(fuzzCase.expected.body) === 'null',
    concerns: ({ place }) => place.startsWith('body'),
  },
  {
    name: 'no body where one of another type is sent',
    reason:
      'The specification has a body that must be empty, and any other is a mismatch. pact-core looks only when the content types are alike; Assay always.',
    isMet: ({ fuzzCase }) => ['', 'null'].includes(bodyText(fuzzCase.expected.body) ?? 'none'),
    concerns: ({ sentence }) => /^Expected empty body but received/.test(sentence),
  },
  {
    name: 'a message without contents and without a type',
    reason: 'pact-core says that it is of another type, Assay that it is missing. Both reject it.',
    isMet: ({ fuzzCase }) => fuzzCase.kind === 'message' && (bodyText(fuzzCase.actual.body) ?? '') === '',
    concerns: ({ sentence }) => /but was \*\/\*$|^Expected body .* but was (?:missing|empty)$/.test(sentence),
  },
  {
    name: 'a JSON text with characters to escape',
    reason:
      'In version 3 a text stands for a JSON text when that is the type of the body. pact-core puts it in quotes without escaping what is in it, and cannot read the result; Assay escapes it.',
    isMet: ({ core }) => core.found?.some(isUnreadable) === true,
    concerns: ({ place }) => place.startsWith('body '),
  },
  {
    name: 'a list of header values in one text',
    reason:
      'A comma separates the values of such a header wherever it stands. pact-core splits what is received but not what a version 4 file expects; Assay splits both.',
    isMet: ({ fuzzCase }) =>
      fuzzCase.kind !== 'message' &&
      fuzzCase.expected.headers.some(([, values]) => values.some((value) => value.includes(','))),
    concerns: ({ place }, fuzzCase) => commaHeaders(fuzzCase).includes(place),
  },
  {
    name: 'a body of which nothing says the type',
    reason:
      'Both guess it from how the body begins, which the specification leaves open. pact-core looks at 32 bytes, which may end within a character, and at the expected body after it has sorted the members; Assay at the body as it is.',
    isMet: ({ fuzzCase, core, assay }) =>
      typeOf(fuzzCase) === undefined && isOfOtherType(core) !== isOfOtherType(assay),
    concerns: ({ place }) => place.startsWith('body'),
  },
  {
    name: 'kinds of text',
    reason:
      'The specification says that contentType is judged by the first bytes, which texts do not have. pact-core asks the database of the machine, to which [1] is text/x-mpl2; to Assay it is JSON, and all text is text/plain.',
    isMet: ({ core, assay }) => [core, assay].some(({ found }) => found?.some(isGuessedText)),
    concerns: isGuessedText,
  },
]

function isOfOtherType({ found }: Outcome): boolean {
  return found?.some(({ place }) => place.startsWith('body-type')) === true
}

function isGuessedText({ sentence }: Found): boolean {
  return /to have content type '(?:text\/|application\/(?:json|xml)).*' but detected contents was/.test(
    sentence,
  )
}

function isSameDecimal({ sentence }: Found): boolean {
  const [, actual, expected] =
    /^Expected (-?[\d.e+-]+) \(Decimal\) to be equal to (-?[\d.e+-]+) \(Decimal\)$/.exec(sentence) ?? []
  if (actual === undefined || expected === undefined) return false
  const [left, right] = [Number(actual), Number(expected)]
  return left !== right && Math.abs(left - right) <= Math.abs(left) * 1e-14
}

function isUnreadable({ sentence }: Found): boolean {
  return sentence.startsWith('Failed to parse the expected body')
}

function commaHeaders(fuzzCase: FuzzCase): string[] {
  if (fuzzCase.kind === 'message') return []
  const names = fuzzCase.expected.headers.filter(([, values]) => values.some((value) => value.includes(',')))
  return names.map(([name]) => `header ${name.toLowerCase()}`)
}

function typeOf(fuzzCase: FuzzCase): unknown {
  if (fuzzCase.kind === 'message') return fuzzCase.expected.metadata['contentType']
  return contentTypeIn(fuzzCase.expected.headers)
}
