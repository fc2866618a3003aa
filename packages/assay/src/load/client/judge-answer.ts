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
  let verdict: boolean | string
  try {
    verdict = verdictOf()
  } catch (error) {
    // A check that throws says so, as one that returns text does.
    verdict = error instanceof Error ? error.message : String(error)
  }
  if (verdict === true || verdict === '') return undefined
  const message = verdict === false ? `the answer (${status}) is not what is expected` : verdict
  return { kind: 'check', message }
}
