import { html, type Markup } from '../../reports/html/markup.ts'
import type { VersionFacts } from '../store/version-facts.ts'

/** More of a commit nobody reads. */
const SHOWN_COMMIT = 10

/** A version and where it is: its branches and tags, and the environments that it is in. */
export function versionMarkup(number: string, { branches, tags, environments }: VersionFacts): Markup {
  const names = [...branches, ...tags].map(({ name }) => name)
  const uses = environments.map(({ kind, name }) => `${kind} in ${name}`)
  const places = [...new Set([...names, ...uses])]
  return html`<small><span class="number" title="${number}">${shortNumber(number)}</span>${
    places.length > 0 && ` · ${places.join(' · ')}`
  }</small>`
}

/** A time as people read it; all of them are UTC. */
export function timeMarkup(time: string): Markup {
  return html`<time datetime="${time}">${time.slice(0, 16).replace('T', ' ')}</time>`
}

function shortNumber(number: string): string {
  return /^[\da-f]{20,}$/.test(number) ? `${number.slice(0, SHOWN_COMMIT)}…` : number
}
