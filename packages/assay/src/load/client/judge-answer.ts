import { messageOf } from '../../errors/assay-error.ts'
import type { Failure } from '../http1/connection.ts'

/** What an answer has to be: a status, several, or whatever a function says (text tells what is wrong). */
export type ExpectedAnswer<Status extends string | number, Answer> =
  | Status
  | readonly Status[]
  | ((answer: Answer) => boolean | string)

/** What is wrong with an answer, or nothing. Without an expectation it has to be `ok`. */
export function judgeAnswer<
  Status extends string | number,
  Answer extends { readonly status: Status; readonly ok: boolean },
>(expectation: ExpectedAnswer<Status, Answer> | undefined, answer: Answer): Failure | undefined {
  const { status, ok } = answer
  if (expectation === undefined) return ok ? undefined : { kind: 'status', message: `answered ${status}` }
  if (typeof expectation === 'function') return check(() => expectation(answer), status)
  const isExpected = typeof expectation === 'object' ? expectation.includes(status) : expectation === status
  if (isExpected) return undefined
  return { kind: 'status', message: `answered ${status}, and ${String(expectation)} was expected` }
}

function check(verdictOf: () => boolean | string, status: string | number): Failure | undefined {
  // The compiler knows what a check gives only where the scenario is checked by one.
  let verdict: unknown
  try {
    verdict = verdictOf()
  } catch (error) {
    // A check that throws says so, as one that returns text does.
    verdict = messageOf(error)
  }
  if (verdict === true || verdict === '') return undefined
  if (typeof verdict === 'string') return { kind: 'check', message: verdict }
  const message = `the answer (${status}) is not what is expected`
  return { kind: 'check', message: verdict === false ? message : `${message}: ${noVerdict(verdict)}` }
}

function noVerdict(given: unknown): string {
  const what = given instanceof Promise ? 'a promise' : given === null ? 'null' : typeof given
  return `its check gave ${what}, and must give a boolean or text, without waiting for anything`
}
