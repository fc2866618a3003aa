import type { IntegrationState } from '../store/matrix-rows.ts'
import { escapeMarkup } from './escape-markup.ts'
import type { Urls } from './urls.ts'

const SIZE = 720
const RADIUS = 270
const STATES = {
  verified: { color: '#2e7d32', text: 'verified' },
  failed: { color: '#c62828', text: 'failed' },
  unknown: { color: '#757575', text: 'not verified' },
} as const

/** Every contract as a picture and a table, with how its latest pact is. */
export function networkPage(urls: Urls, integrations: readonly IntegrationState[]): string {
  const rows = integrations.map((one) => {
    const { color, text } = stateOf(one)
    const pact = escapeMarkup(`${urls.parties(one)}/latest`)
    return `<tr><td>${escapeMarkup(one.consumer)}</td><td>${escapeMarkup(one.provider)}</td><td style="color:${color}">${text}</td><td><a href="${pact}">pact</a></td></tr>`
  })
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Contracts</title>
<style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}
table{border-collapse:collapse}td,th{padding:.2rem .8rem;text-align:left;border-bottom:1px solid #ddd}
svg{max-width:100%;height:auto}</style></head><body>
<h1>Contracts</h1>
${integrations.length === 0 ? '<p>No pact has been published yet.</p>' : graph(integrations)}
<table><thead><tr><th>Consumer</th><th>Provider</th><th>Latest pact</th><th></th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
</body></html>
`
}

function graph(integrations: readonly IntegrationState[]): string {
  const names = [
    ...new Set(integrations.flatMap(({ consumer, provider }) => [consumer, provider])),
  ].toSorted()
  const places = new Map(names.map((name, index) => [name, placeOf(index, names.length)]))
  const edges = integrations.map((one) => {
    const [from, to] = [places.get(one.consumer)!, places.get(one.provider)!]
    const { color } = stateOf(one)
    return `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" stroke="${color}" stroke-width="2" marker-end="url(#arrow)"/>`
  })
  const nodes = names.map((name) => {
    const { x, y } = places.get(name)!
    return `<circle cx="${x}" cy="${y}" r="7"/><text x="${x}" y="${y - 13}" text-anchor="middle">${escapeMarkup(name)}</text>`
  })
  return `<svg viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" role="img" aria-label="Consumers point at their providers">
<defs><marker id="arrow" viewBox="0 0 10 10" refX="22" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L10 5L0 10z"/></marker></defs>
${edges.join('\n')}
${nodes.join('\n')}
</svg>`
}

function placeOf(index: number, count: number): { readonly x: number; readonly y: number } {
  const angle = (2 * Math.PI * index) / count - Math.PI / 2
  return {
    x: Math.round(SIZE / 2 + RADIUS * Math.cos(angle)),
    y: Math.round(SIZE / 2 + RADIUS * Math.sin(angle)),
  }
}

function stateOf({ success }: IntegrationState) {
  if (success === null) return STATES.unknown
  return success === 1 ? STATES.verified : STATES.failed
}
