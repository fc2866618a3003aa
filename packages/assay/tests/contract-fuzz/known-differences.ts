import { parseContentType } from '../../src/contract/matching/content-type.ts'
import type { Disagreement } from './disagreement.ts'
import type { Found, FuzzCase, Outcome } from './fuzz-case.ts'
import { bodyText, contentTypeIn } from './render-body.ts'

/** A way in which the engines differ, and why it stays so. */
export interface KnownDifference {
  readonly name: string
  /** What each does, and who is right by the specification. */
  readonly reason: string
  /** Whether a disagreement has its cause. */
  readonly isMet: (disagreement: Disagreement) => boolean
  /** What it makes an engine find. */
  readonly concerns: (found: Found, disagreement: Disagreement) => boolean
}

/** Not to be seen in one disagreement: found out by asking pact-core again. */
export const TIED_RULES = {
  name: 'rules of equal weight',
  reason:
    'The specification takes the rule with the largest weight, and does not say which of several. pact-core takes any one, and another the next time; Assay the last one in the file.',
}

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    name: 'decimals with many digits',
    reason:
      'A number is equal to itself: Assay is right. pact-core reads a decimal of 17 digits with an error in the last ones, and writes an expected body anew.',
    isMet: ({ fuzzCase }) => /\.\d{9,}/.test(bodyText(fuzzCase.expected.body) ?? ''),
    concerns: ({ place }, disagreement) => placesWhere(disagreement, isAboutDecimal).includes(place),
  },
  {
    name: 'JSON null as a body',
    reason:
      'By the specification, null in a pact may be the JSON value or no body, and should rather be the value. pact-core accepts no body only; Assay both.',
    isMet: ({ fuzzCase }) =>
      [fuzzCase.expected, fuzzCase.actual].every(({ body }) => bodyText(body) === 'null'),
    concerns: isAboutEmptiness,
  },
  {
    name: 'JSON null as the body of a request',
    reason:
      'The mock server of pact-core compares with the value that its program was given; the file that it writes cannot tell it from no body, and Assay has nothing but the file.',
    isMet: ({ fuzzCase }) => fuzzCase.kind === 'request' && bodyText(fuzzCase.expected.body) === 'null',
    concerns: ({ place }) => place.startsWith('body'),
  },
  {
    name: 'no body where one of another type is sent',
    reason:
      'By the specification, an empty text in a pact says that the body must be empty: Assay is right. pact-core looks only when the content types are alike.',
    isMet: ({ fuzzCase }) =>
      ['', 'null', '""'].includes(bodyText(fuzzCase.expected.body) ?? 'none') &&
      bodyText(fuzzCase.actual.body) !== 'null',
    concerns: (found) => isAboutEmptiness(found) || found.place.startsWith('body-type'),
  },
  {
    name: 'a message of which nothing says the type',
    reason:
      'The specification does not say. Contents that are missing, or bytes of which nothing is known, are of another type to pact-core; Assay says that they are missing, or compares them, as both do for responses.',
    isMet: ({ fuzzCase, core }) =>
      fuzzCase.kind === 'message' &&
      core.found?.some(({ sentence }) => sentence.endsWith('but was */*')) === true,
    concerns: ({ place }) => place.startsWith('body'),
  },
  {
    name: 'a JSON text with characters to escape',
    reason:
      'In version 3 a text as the body of type JSON is a JSON text: Assay is right. pact-core puts it in quotes without escaping what is in it, and cannot read the result.',
    isMet: ({ core }) =>
      core.found?.some(({ sentence }) => sentence.startsWith('Failed to parse the expected body')) === true,
    concerns: ({ place }) => place.startsWith('body '),
  },
  {
    name: 'a list of header values in one text',
    reason:
      'By the standard of HTTP, a comma separates the values of such a header wherever it stands: Assay is right. pact-core splits what it receives, but not what a file of version 4 expects.',
    isMet: ({ fuzzCase }) => commaHeaders(fuzzCase).length > 0,
    concerns: ({ place }, { fuzzCase }) => commaHeaders(fuzzCase).includes(place),
  },
  {
    name: 'a body of which nothing says the type',
    reason:
      'The specification does not say; both guess by how the body begins. pact-core looks at 32 bytes, which may end within a character, and at the expected body with its members sorted; Assay at the body as it is.',
    isMet: ({ fuzzCase, core, assay }) =>
      hasNoType(fuzzCase) && (isOfOtherType(core) !== isOfOtherType(assay) || areBytesCompared(core)),
    concerns: ({ place }) => place.startsWith('body'),
  },
  {
    name: 'days of the year above 356',
    reason: 'A year has 365 days or 366: Assay is right. pact-core takes no more than 356.',
    isMet: (disagreement) => placesWhere(disagreement, isAboutDayOfYear).length > 0,
    concerns: ({ place }, disagreement) => placesWhere(disagreement, isAboutDayOfYear).includes(place),
  },
  {
    name: 'offsets with two signs',
    reason: '++01:00 is no offset from UTC: Assay is right. pact-core takes it.',
    isMet: (disagreement) => placesWhere(disagreement, isAboutSigns).length > 0,
    concerns: ({ place }, disagreement) => placesWhere(disagreement, isAboutSigns).includes(place),
  },
  {
    name: 'offsets of 12 hours and more',
    reason:
      'The specification leaves offsets to the formats of Java, which go to 18 hours, and New Zealand is at +13:00 in summer: Assay is right. pact-core takes less than 12 hours.',
    isMet: (disagreement) => placesWhere(disagreement, isAboutLargeOffset).length > 0,
    concerns: ({ place }, disagreement) => placesWhere(disagreement, isAboutLargeOffset).includes(place),
  },
  {
    name: 'abbreviations of time zones',
    reason:
      'The specification leaves them to the formats of Java, which know UTC. pact-core does not, nor SGT and some others; it knows LMT and some that are out of use, which Assay does not.',
    isMet: (disagreement) => placesWhere(disagreement, isAboutZone).length > 0,
    concerns: ({ place }, disagreement) => placesWhere(disagreement, isAboutZone).includes(place),
  },
  {
    name: 'look-behinds',
    reason:
      'The specification does not say which syntax a pattern has. The library of pact-core refuses some look-behinds that Assay can do.',
    isMet: (disagreement) => placesWhere(disagreement, isRefusedPattern).length > 0,
    concerns: ({ place }, disagreement) => placesWhere(disagreement, isRefusedPattern).includes(place),
  },
  {
    name: 'pieces of XML text',
    reason:
      'Both count texts as children, of which the specification says nothing. To pact-core a text with an entity in it is several; to Assay, as in the document model of XML, it is one.',
    isMet: (disagreement) => placesWhere(disagreement, isAboutChildren).length > 0,
    concerns: ({ place }) => place.startsWith('body'),
  },
  {
    name: 'kinds of text',
    reason:
      'The specification has contentType judged by the first bytes, by which texts cannot be told apart. pact-core asks a database of the machine, to which [1] is text/x-mpl2; to Assay it is JSON, and all text is text/plain.',
    isMet: (disagreement) => placesWhere(disagreement, isGuessedText).length > 0,
    concerns: ({ place }, disagreement) => placesWhere(disagreement, isGuessedText).includes(place),
  },
]

function isOfOtherType({ found }: Outcome): boolean {
  return found?.some(({ place }) => place.startsWith('body-type')) === true
}

function areBytesCompared({ found }: Outcome): boolean {
  return found?.some(({ sentence }) => sentence.startsWith('Actual body [')) === true
}

function isAboutChildren({ sentence }: Found): boolean {
  return /^Expected '.*' to have at (?:least|most) \d+ children$/.test(sentence)
}

function placesWhere({ core, assay }: Disagreement, isIt: (found: Found) => boolean): string[] {
  const found = [core, assay].flatMap((outcome) => outcome.found ?? [])
  return found.filter(isIt).map(({ place }) => place)
}

function isAboutDecimal({ sentence }: Found): boolean {
  return /\d\.\d{7,}.*(?:to be equal to|was not found)/.test(sentence)
}

function isAboutDayOfYear({ sentence }: Found): boolean {
  return /InvalidDayInYear\("(?:35[7-9]|36\d)"\)/.test(sentence)
}

function isAboutSigns({ sentence }: Found): boolean {
  return /at "(?:GMT|UTC)?[+-][+-]/.test(sentence)
}

function isAboutLargeOffset({ sentence }: Found): boolean {
  return (
    /^Expected '.*[+-](1[2-8]).*InvalidHour\("\1"\)/s.test(sentence) ||
    /(?:after applying pattern |Nom\()"[+-]1[2-8]/.test(sentence)
  )
}

function isAboutZone({ sentence }: Found): boolean {
  return sentence.includes('InvalidTimezone("')
}

function isRefusedPattern({ sentence }: Found): boolean {
  return /Oniguruma error: (?:invalid pattern in look-behind|undefined error code)$/.test(sentence)
}

function isAboutEmptiness({ sentence }: Found): boolean {
  return sentence.startsWith('Expected empty body but received')
}

function isGuessedText({ sentence }: Found): boolean {
  return /to have content type '(?:text\/|application\/(?:json|xml)).*' but detected contents was/.test(
    sentence,
  )
}

function commaHeaders(fuzzCase: FuzzCase): string[] {
  if (fuzzCase.kind === 'message') return []
  const names = fuzzCase.expected.headers.filter(([, values]) => values.some((value) => value.includes(',')))
  return names.map(([name]) => `header ${name.toLowerCase()}`)
}

function hasNoType(fuzzCase: FuzzCase): boolean {
  const types =
    fuzzCase.kind === 'message'
      ? [fuzzCase.expected, fuzzCase.actual].map(({ metadata }) => metadata['contentType'])
      : [fuzzCase.expected, fuzzCase.actual].map(({ headers }) => contentTypeIn(headers))
  return types.some((type) => typeof type !== 'string' || parseContentType(type) === undefined)
}
