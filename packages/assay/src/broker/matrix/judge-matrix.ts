import type { MatrixRow } from '../store/matrix-rows.ts'
import type { MatrixAnswer } from './find-matrix.ts'
import { isInferring, type MatrixQuery, meansAnyVersion } from './matrix-query.ts'
import { describeAbsence, describeSelector, type ResolvedSelector } from './resolved-selector.ts'

/** A sentence for the person who asked. */
export interface Notice {
  readonly type: 'success' | 'info' | 'warning' | 'error' | 'danger' | 'prompt' | 'debug'
  readonly text: string
}

/** Whether what was asked about may be deployed, and why. */
export interface MatrixVerdict {
  /** `null` when a result is missing. */
  readonly deployable: boolean | null
  readonly reason: string
  readonly success: number
  readonly failed: number
  readonly unknown: number
  readonly ignored?: number
  readonly notices: readonly Notice[]
}

/** Judges the rows of an answer. What was not verified is unknown, never deployable. */
export function judgeMatrix(answer: MatrixAnswer, query: MatrixQuery): MatrixVerdict {
  const { rows } = answer
  const absent = answer.selectors.filter(
    ({ isSpecified, versions, selector }) =>
      isSpecified && versions?.length === 0 && !isIgnored(selector.pacticipant, answer),
  )
  const unknown = rows.filter(({ success }) => success === null)
  const failed = rows.filter(({ success }) => success === 0)
  const notices = noticesOf(answer, query, { absent, unknown, failed })
  const isDeployable = unknown.length > 0 ? null : failed.length === 0
  return {
    deployable: absent.length > 0 ? false : isDeployable,
    reason: notices.map(({ text }) => text).join('\n'),
    success: rows.filter(({ success }) => success === 1).length,
    failed: failed.length,
    unknown: unknown.length,
    ...(query.ignored.length > 0 ? { ignored: answer.ignoredRows.length } : {}),
    notices,
  }
}

interface Problems {
  readonly absent: readonly ResolvedSelector[]
  readonly unknown: readonly MatrixRow[]
  readonly failed: readonly MatrixRow[]
}

function noticesOf(
  answer: MatrixAnswer,
  query: MatrixQuery,
  { absent, unknown, failed }: Problems,
): Notice[] {
  const errors =
    absent.length > 0
      ? absent.map(describeAbsence)
      : [
          ...failed.map((row) => `The verification of ${describePact(row, answer)} failed`),
          ...unknown.map((row) => `There is no verified pact between ${describeRow(row, answer)}`),
        ]
  return [
    ...warningsOf(query, answer).map((text) => ({ type: 'warning', text }) as const),
    ...[...new Set(errors)].map((text) => ({ type: 'error', text }) as const),
    ...(errors.length === 0 ? [{ type: 'success', text: successOf(answer.rows) } as const] : []),
  ]
}

function successOf(rows: readonly MatrixRow[]): string {
  return rows.length === 0
    ? 'There is nothing that it has to fit'
    : 'Every pact between them has a successful result'
}

function warningsOf({ selectors, target }: MatrixQuery, { ignored }: MatrixAnswer): string[] {
  const precise = selectors.filter((selector) => !meansAnyVersion(selector))
  const isAlone = selectors.length === 1
  const hasPlace = target.environment !== undefined || target.tag !== undefined || target.isMainBranch
  const warnings = ignored
    .filter(({ versions }) => versions?.length === 0)
    .map((selector) => `WARN: cannot ignore ${describeSelector(selector, null)}`)
  if (isAlone && isInferring(target) && !hasPlace) {
    warnings.push(
      'WARN: say which environment it is for (--to-environment); without one this is not reliable',
    )
  }
  if (precise.length > 0 && precise.every(({ version }) => version === undefined)) {
    warnings.push('WARN: ask about a version by its number; branches and tags can move while you deploy')
  }
  return warnings
}

function describePact(row: MatrixRow, answer: MatrixAnswer): string {
  return `the pact between ${describeRow(row, answer)}`
}

function describeRow(row: MatrixRow, { selectors }: MatrixAnswer): string {
  const consumer = selectorOf(selectors, row.consumer, row.consumerVersion)
  const provider = selectorOf(selectors, row.provider, row.providerVersion)
  const consumerText = consumer === undefined ? row.consumer : describeSelector(consumer, row.consumerNumber)
  const providerText = provider === undefined ? row.provider : describeSelector(provider, row.providerNumber)
  return `${consumerText} and ${providerText}`
}

function selectorOf(
  selectors: readonly ResolvedSelector[],
  name: string,
  version: number | null,
): ResolvedSelector | undefined {
  const own = selectors.filter(({ selector }) => selector.pacticipant === name)
  return own.find(({ versions }) => versions?.some(({ id }) => id === version)) ?? own[0]
}

function isIgnored(name: string, { ignored }: MatrixAnswer): boolean {
  return ignored.some(({ selector, versions }) => selector.pacticipant === name && versions === undefined)
}
