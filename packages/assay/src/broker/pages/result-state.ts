import { html, type Markup } from '../../reports/html/markup.ts'

/** What a provider has made of a pact; the order is that of what somebody has to look at first. */
export type ResultState = 'failed' | 'unknown' | 'verified'

export const STATES = ['failed', 'unknown', 'verified'] as const satisfies readonly ResultState[]

/** `success` as it is stored: `null` is a result that is missing. */
export function stateOf({ success }: { readonly success: number | null }): ResultState {
  if (success === null) return 'unknown'
  return success === 1 ? 'verified' : 'failed'
}

const WORDS = {
  failed: ['✗', 'failed'],
  unknown: ['?', 'not verified'],
  verified: ['✓', 'verified'],
} as const

/** In a colour, with a sign and in words. */
export function stateMarkup(state: ResultState): Markup {
  const [sign, words] = WORDS[state]
  return html`<b class="state ${state}"><span aria-hidden="true">${sign}</span> ${words}</b>`
}

/** How many there are of each: `1 failed, 5 verified`. */
export function countStates(states: readonly ResultState[]): string {
  const counts = STATES.map(
    (state) => [states.filter((one) => one === state).length, WORDS[state][1]] as const,
  )
  return counts
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
    .join(', ')
}
