import { formatDuration } from '../../base/duration.ts'
import type { RunResult } from '../../model/run-result.ts'
import { failedTests, flakyTests } from '../content/failures.ts'
import { sortGates } from '../content/gates.ts'
import { limitsOf, verdictOf } from '../content/headline.ts'
import { clip } from '../content/printable.ts'
import { countTests } from '../content/test-counts.ts'
import { html, type Markup } from './markup.ts'

const MAX_REASONS = 12
const MAX_REASON_CHARACTERS = 500

/** The verdict, what limits it, why, and how many tests say so. */
export function verdictHeader(result: RunResult): Markup {
  const limits = limitsOf(result)
  return html`<header class="top">
<p class="origin"><b>${result.system}</b>${origin(result).map((text) => html`<span>${text}</span>`)}</p>
<h1 class="verdict ${limits.length === 0 ? result.verdict : `${result.verdict} limited`}">${verdictOf(result)}${
    limits.length > 0 && html` <span class="limits">${limits.join(', ')}</span>`
  }</h1>
${limits.length > 0 && html`<p class="caution">${caution(result)}</p>`}
${reasonList(result.reasons)}
<dl class="figures">${figures(result).map(
    ([name, count, kind]) => html`<div class="${kind}"><dt>${name}</dt><dd>${count}</dd></div>`,
  )}</dl>
${sectionLinks(result)}
</header>`
}

function origin({ startedAt, source, id }: RunResult): string[] {
  const time = new Date(startedAt).toISOString()
  const commit = source && `commit ${source.commit.slice(0, 9)}`
  const branch = source?.branch && `on ${source.branch}`
  const dirty = source?.isDirty && 'with uncommitted changes'
  return [
    `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`,
    ...(commit ? [[commit, branch, dirty].filter(Boolean).join(' ')] : []),
    `run ${id}`,
  ]
}

function caution({ wasInterrupted }: RunResult): string {
  return wasInterrupted
    ? 'The run was interrupted: what is missing here was not tested.'
    : 'Only a part of the tests was asked for: this says nothing about the rest of the system.'
}

function reasonList(reasons: readonly string[]): Markup | false {
  if (reasons.length === 0) return false
  const left = reasons.length - MAX_REASONS
  return html`<ul class="reasons">${reasons.slice(0, MAX_REASONS).map((reason) => html`<li>${clip(reason, MAX_REASON_CHARACTERS)}</li>`)}${
    left > 0 && html`<li>and ${left} more</li>`
  }</ul>`
}

function figures(result: RunResult): [name: string, value: string, kind: string][] {
  const { tests, passed, failed, flaky, skipped } = countTests(result.tests)
  const all: [string, number, string][] = [
    ['passed', passed, 'passed'],
    ['failed', failed, 'failed'],
    ['flaky', flaky, 'flaky'],
    ['skipped', skipped, 'skipped'],
    [result.crashes.length === 1 ? 'crash' : 'crashes', result.crashes.length, 'failed'],
  ]
  const shown = all.filter(([, count]) => count > 0)
  const { broken, holding } = sortGates(result.gates)
  const judged = broken.length + holding.length
  const held = broken.length === 0 ? String(judged) : `${holding.length} of ${judged}`
  return [
    [tests === 1 ? 'test' : 'tests', String(tests), 'all'],
    ...shown.map(([name, count, kind]): [string, string, string] => [name, String(count), kind]),
    ...loadFigures(result),
    [judged === 1 ? 'gate holds' : 'gates hold', held, broken.length === 0 ? 'passed' : 'failed'],
    ['duration', formatDuration(result.durationMs), 'all'],
  ]
}

/** Scenarios whose figures are not about the system must not be taken for measured ones. */
function loadFigures({ scenarios }: RunResult): [name: string, value: string, kind: string][] {
  if (scenarios.length === 0) return []
  const valid = scenarios.filter(({ status }) => status === 'valid').length
  const name = scenarios.length === 1 ? 'scenario valid' : 'scenarios valid'
  const isSound = valid === scenarios.length
  return [[name, isSound ? String(valid) : `${valid} of ${scenarios.length}`, isSound ? 'all' : 'failed']]
}

function sectionLinks(result: RunResult): Markup {
  const failures = failedTests(result).length
  const flaky = flakyTests(result).length
  const links: [string, string][] = [
    ...(failures > 0 ? [['failures', 'Failures'] as [string, string]] : []),
    ...(flaky > 0 ? [['flaky', 'Flaky'] as [string, string]] : []),
    ...(result.crashes.length + result.problems.length > 0
      ? [['trouble', 'Outside of tests'] as [string, string]]
      : []),
    ...(result.scenarios.length > 0 ? [['performance', 'Performance'] as [string, string]] : []),
    ['tests', 'All tests'],
    ['gates', 'Gates'],
    ...(result.parts.length > 0 ? [['boot', 'Boot'] as [string, string]] : []),
    ['environment', 'Environment'],
  ]
  return html`<nav aria-label="Sections">${links.map(([id, name]) => html`<a href="#${id}">${name}</a> `)}</nav>`
}
