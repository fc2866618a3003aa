import { relative } from 'node:path'
import { formatDuration } from '../../base/duration.ts'
import { commentLines, interactionName } from '../../contract/provider/interaction-name.ts'
import type { InteractionResult } from '../../contract/provider/interaction-result.ts'
import type { PactResult } from '../../contract/provider/verify-pact.ts'
import { noticesFor, type SourcedPact } from '../../contract/sources/sourced-pact.ts'
import type { Failure } from '../../errors/assay-error.ts'
import { BLANK, type Line, type Style } from '../../reports/console/line.ts'
import { textLines } from './print-lines.ts'

/** Which pact is about to be verified, and what its broker says about that. */
export function pactLines(sourced: SourcedPact): Line[] {
  const { pact, isPending, warnings } = sourced
  const title = `${pact.consumer} expects of ${pact.provider}${isPending ? ', pending' : ''}`
  return [
    ...textLines(`${title}  (${placeOf(sourced)})`, { style: 'bold' }),
    ...noticesFor(sourced, 'before').flatMap((text) => textLines(text, { indent: 2, style: 'dim' })),
    ...warnings.flatMap((text) => textLines(text, { indent: 2, style: 'yellow' })),
  ]
}

/** Where a pact is from. What a broker adds to an address for itself says nothing to people. */
export function placeOf({ source }: Pick<SourcedPact, 'source'>): string {
  return /^https?:/.test(source) ? source.replace(/\/metadata\/[^/]+$/, '') : relative('', source)
}

const MARKS: Readonly<
  Record<InteractionResult['outcome'], { readonly mark: string; readonly style: Style }>
> = {
  passed: { mark: '✓', style: 'green' },
  failed: { mark: '✗', style: 'red' },
  'pending-failed': { mark: '○', style: 'yellow' },
  'not-run': { mark: '-', style: 'dim' },
}

/** What became of an interaction, and why when it did not pass. */
export function interactionLines({
  interaction,
  outcome,
  failure,
  warnings,
  durationMs,
}: InteractionResult): Line[] {
  const { mark, style } = MARKS[outcome]
  const said = outcome === 'pending-failed' ? ', pending' : outcome === 'not-run' ? ', not run' : ''
  const text = `${mark} ${interactionName(interaction)}  ${formatDuration(durationMs)}${said}`
  return [
    ...textLines(text, { indent: 2, style }),
    ...warnings.flatMap((warning) => textLines(warning, { indent: 4, style: 'yellow' })),
    // Whoever wrote a comment wants it to be read, whatever came of the interaction.
    ...commentLines(interaction).flatMap((comment) => textLines(comment, { indent: 4, style: 'dim' })),
    ...failureLines(failure),
  ]
}

function failureLines(failure: Failure | undefined): Line[] {
  if (failure === undefined) return []
  const { message, evidence = [], fix, code } = failure
  const last = fix === undefined ? [`(${code})`] : [`fix: ${fix}`, `(${code})`]
  return [...below(message), ...[...evidence, ...last].flatMap((text) => textLines(text, { indent: 6 }))]
}

function below(text: string): Line[] {
  return textLines(text, { indent: 4 })
}

/** What all of it comes to. Pending failures do not count, and are told. */
export function summaryLines(provider: string, results: readonly PactResult[]): Line[] {
  const all = results.flatMap((result) => result.results)
  const count = (outcome: InteractionResult['outcome']) => all.filter((one) => one.outcome === outcome).length
  const [failed, pending, left] = [count('failed'), count('pending-failed'), count('not-run')]
  if (all.length === 0) {
    const isEmpty = results.every(({ pact }) => pact.interactions.length === 0)
    const reason = isEmpty ? 'there are no interactions' : 'no interaction was selected'
    return [BLANK, { text: `✗ nothing of ${provider} was verified: ${reason}`, style: 'bold red' }]
  }
  const parts = [
    ...(failed === 0 ? [] : [`${failed} of ${interactionCount(all.length)} failed`]),
    ...(left === 0 ? [] : [`${left} not run`]),
    ...(pending === 0 ? [] : [`${pending} pending and not met yet`]),
  ]
  const details = [...(failed === 0 ? [`${interactionCount(count('passed'))} verified`] : []), ...parts]
  const { text, style } = verdictOn(provider, { failed, left })
  return [BLANK, { text: `${text}: ${details.join(', ')}`, style, hang: 2 }]
}

function verdictOn(
  provider: string,
  { failed, left }: { readonly failed: number; readonly left: number },
): { readonly text: string; readonly style: Style } {
  if (failed > 0) return { text: `✗ ${provider} does not keep its contracts`, style: 'bold red' }
  // An interruption says nothing about the provider.
  if (left > 0) return { text: `- ${provider} was not verified to its end`, style: 'bold yellow' }
  return { text: `✓ ${provider} keeps its contracts`, style: 'bold green' }
}

export function interactionCount(count: number): string {
  return `${count} ${count === 1 ? 'interaction' : 'interactions'}`
}
