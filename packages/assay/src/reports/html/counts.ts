import type { TestCounts } from '../content/test-counts.ts'
import { html, type Markup } from './markup.ts'

/** Counts as signs for the eye and words for who cannot see them. */
export function countMarks({ passed, failed, skipped, flaky }: TestCounts): Markup[] {
  return [
    ...(failed > 0 ? [mark(failed, '✗', 'failed')] : []),
    ...(passed > 0 ? [mark(passed, '✓', 'passed')] : []),
    ...(flaky > 0 ? [mark(flaky, '~', 'flaky')] : []),
    ...(skipped > 0 ? [mark(skipped, '○', 'skipped')] : []),
  ]
}

/** The sign of a status, and its name for screen readers. */
export function statusMark(status: 'passed' | 'failed' | 'skipped' | 'flaky'): Markup {
  const signs = { passed: '✓', failed: '✗', skipped: '○', flaky: '~' }
  return html`<span class="mark ${status}"><span aria-hidden="true">${signs[status]}</span><span class="unseen">${status}</span></span>`
}

function mark(count: number, sign: string, name: string): Markup {
  return html`<span class="count ${name}">${count}<span aria-hidden="true"> ${sign}</span><span class="unseen"> ${name}</span></span> `
}
