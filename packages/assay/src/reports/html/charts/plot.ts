import { html, type Markup } from '../markup.ts'
import type { ValueAxis } from './axis.ts'

/** Plots are so many units wide, whatever the width of the page. */
export const PLOT_UNITS = 1_000
/** Labels that a narrow page has room for. */
const NARROW_LABELS = 4
/** A label beyond that ends at its place instead of standing over it. */
const LAST_SHARE = 0.95

/** The drawing itself: as wide as the page lets it be, so only what may be stretched belongs in it. */
export function plot(heightPx: number, shapes: readonly (Markup | false)[]): Markup {
  return html`<svg class="plot" viewBox="0 0 ${PLOT_UNITS} ${heightPx}" preserveAspectRatio="none" style="height:${heightPx}px" aria-hidden="true">${shapes}</svg>`
}

/** A line across the plot at each value that is named. */
export function gridLines({ ticks, yOf }: ValueAxis): Markup {
  const lines = ticks.map(({ value }) => `M0 ${yOf(value).toFixed(1)}H${PLOT_UNITS}`)
  return html`<path class="grid-line" d="${lines.join('')}"></path>`
}

/** The values beside the plot. */
export function valueLabels({ ticks, yOf }: ValueAxis, heightPx: number): Markup {
  const labels = ticks.map(
    ({ value, label }) => html`<span style="top:${yOf(value).toFixed(0)}px">${label}</span>`,
  )
  return html`<div class="values" style="height:${heightPx}px">${labels}</div>`
}

/** A label below the plot, and how far from its left edge in its units. */
export interface PlacedLabel {
  readonly x: number
  readonly label: string
}

/** The labels below the plot. A narrow page shows only some of them, evenly. */
export function bottomLabels(labels: readonly PlacedLabel[]): Markup {
  const nth = Math.ceil(labels.length / NARROW_LABELS)
  return html`<div class="times">${labels.map(({ x, label }, index) => {
    const kinds = [...(index % nth === 0 ? [] : ['fine']), ...(x / PLOT_UNITS > LAST_SHARE ? ['last'] : [])]
    return html`<span${kinds.length > 0 && html` class="${kinds.join(' ')}"`} style="left:${percentOf(x)}">${label}</span>`
  })}</div>`
}

/** A place in the plot's units as a share of its width, for what stands around or over it. */
export function percentOf(x: number): string {
  return `${((x / PLOT_UNITS) * 100).toFixed(2)}%`
}
