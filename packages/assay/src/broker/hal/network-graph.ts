import type { IntegrationState } from '../store/integrations.ts'
import { escapeMarkup } from './escape-markup.ts'

const SIZE = 720
const RADIUS = 270
const STATES = {
  verified: { color: '#2e7d32', text: 'verified' },
  failed: { color: '#c62828', text: 'failed' },
  unknown: { color: '#757575', text: 'not verified' },
} as const

/** How the latest pact is, as a colour and in words. */
export function stateOf({ success }: Pick<IntegrationState, 'success'>) {
  if (success === null) return STATES.unknown
  return success === 1 ? STATES.verified : STATES.failed
}

/** A picture of every contract: consumers point at their providers. */
export function networkSvg(integrations: readonly IntegrationState[]): string {
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

/** The same for Graphviz. */
export function networkDot(integrations: readonly IntegrationState[]): string {
  const edges = integrations.map(
    ({ consumer, provider }) => `  ${dotText(consumer)} -> ${dotText(provider)}\n`,
  )
  return `digraph {\n${edges.join('')}}\n`
}

function dotText(name: string): string {
  return `"${name.replaceAll(/["\\]/g, '\\$&')}"`
}

function placeOf(index: number, count: number): { readonly x: number; readonly y: number } {
  const angle = (2 * Math.PI * index) / count - Math.PI / 2
  return {
    x: Math.round(SIZE / 2 + RADIUS * Math.cos(angle)),
    y: Math.round(SIZE / 2 + RADIUS * Math.sin(angle)),
  }
}
