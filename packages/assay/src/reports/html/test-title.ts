import type { TestResult } from '../../model/test-result.ts'
import { clip } from '../content/printable.ts'
import { statusMark } from './counts.ts'
import { html, type Markup } from './markup.ts'

const MAX_TITLE_CHARACTERS = 400

/** A test as a heading: its sign, its titles, what it belongs to. */
export function testTitle(test: TestResult, status: 'failed' | 'flaky'): Markup {
  const { service, level } = test
  return html`${statusMark(status)} <h3>${testName(test)}</h3> <span class="owner">${service} ${level}</span>`
}

/** The describe blocks quietly, the test itself plainly. */
export function testName({ titles }: Pick<TestResult, 'titles'>): Markup {
  const outer = titles.slice(0, -1).join(' › ')
  const own = clip(titles.at(-1) ?? '', MAX_TITLE_CHARACTERS)
  return html`${outer !== '' && html`<i>${clip(outer, MAX_TITLE_CHARACTERS)} ›</i> `}${own}`
}
