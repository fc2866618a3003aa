import type { TestResult } from '../../model/test-result.ts'

/** The id of the part of the page that explains a failed test. */
export function failureAnchor({ id }: Pick<TestResult, 'id'>): string {
  return anchor(`failure-${id}`)
}

/** The id of the list of a service's tests of one level. */
export function groupAnchor(service: string, level: string): string {
  return anchor(`tests-${service}-${level}`)
}

/** The id of the part of the page about a scenario. Names may come twice, places do not. */
export function scenarioAnchor(index: number): string {
  return `scenario-${index + 1}`
}

function anchor(text: string): string {
  return text.replace(/[^\w-]/g, (character) => `.${character.codePointAt(0)?.toString(16)}`)
}
