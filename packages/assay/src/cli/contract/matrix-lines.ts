import type { MatrixRow } from '../../contract/sources/fetch-matrix.ts'
import { BLANK, type Line, type Style } from '../../reports/console/line.ts'
import { textLines } from './print-lines.ts'

const TITLES = ['consumer', 'version', 'provider', 'version', 'result'] as const
const SHORT_COMMIT = 12

/** The pairs of versions as a table, and below it where results that failed can be seen. */
export function matrixLines(rows: readonly MatrixRow[]): Line[] {
  const cells = rows.map((row) => [
    ...[row.consumer, shortVersion(row.consumerVersion), row.provider, shortVersion(row.providerVersion)],
    resultOf(row),
  ])
  const widths = TITLES.map((title, column) =>
    Math.max(title.length, ...cells.map((texts) => texts[column]!.length)),
  )
  const aligned = (texts: readonly string[]) =>
    texts.slice(0, -1).map((text, column) => ({ text: `${text.padEnd(widths[column]!)}  ` }))
  const failed = rows.filter(({ isVerified, resultUrl }) => isVerified === false && resultUrl !== undefined)
  return [
    {
      spans: [...aligned(TITLES), { text: TITLES.at(-1)! }].map((span) => ({
        ...span,
        style: 'dim' as const,
      })),
    },
    ...cells.map((texts, index) => ({
      spans: [...aligned(texts), { text: texts.at(-1)!, style: styleOf(rows[index]!) }],
    })),
    ...(failed.length === 0 ? [] : [BLANK]),
    ...failed.flatMap((row) => textLines(`✗ ${row.provider} for ${row.consumer}: ${row.resultUrl}`)),
  ]
}

function resultOf({ isVerified, isIgnored }: MatrixRow): string {
  const result = isVerified === undefined ? 'missing' : isVerified ? 'passed' : 'failed'
  return isIgnored ? `${result}, ignored` : result
}

function styleOf({ isVerified, isIgnored }: MatrixRow): Style {
  if (isIgnored) return 'dim'
  if (isVerified === undefined) return 'yellow'
  return isVerified ? 'green' : 'red'
}

/** Commits are known by their beginning. */
function shortVersion(version: string | undefined): string {
  if (version === undefined) return '-'
  return /^[0-9a-f]{40}$/.test(version) ? version.slice(0, SHORT_COMMIT) : version
}
