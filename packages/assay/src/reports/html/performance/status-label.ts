import type { ScenarioStatus } from '../../../model/load-result.ts'
import { statusWord } from '../../content/load-summary.ts'
import { html, type Markup } from '../markup.ts'

const SIGNS: Readonly<Record<ScenarioStatus, string>> = {
  valid: '✓',
  invalid: '!',
  partial: '…',
  failed: '✗',
}

/** The status of a scenario as a sign and a word. All but `valid` are filled, so that none is taken for it. */
export function statusLabel(status: ScenarioStatus): Markup {
  return html`<span class="scenario-status is-${status}"><span aria-hidden="true">${SIGNS[status]}</span> ${statusWord(status)}</span>`
}
