import type { IntegrationState } from '../store/integrations.ts'
import type { VersionFacts } from '../store/version-facts.ts'
import { escapeMarkup } from './escape-markup.ts'
import type { FactsOf } from './matrix-hal.ts'
import { networkSvg, stateOf } from './network-graph.ts'
import type { Urls } from './urls.ts'

/** Every contract as a picture and a table: its latest pact, and what its provider made of it. */
export function dashboardPage(
  urls: Urls,
  integrations: readonly IntegrationState[],
  factsOf: FactsOf,
): string {
  const rows = integrations.map((one) => rowOf(urls, one, factsOf))
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Contracts</title>
<style>:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
table{border-collapse:collapse}td,th{padding:.2rem .8rem;text-align:left;vertical-align:top;border-bottom:1px solid #8884}
svg{max-width:100%;height:auto;fill:currentColor}small{opacity:.75}b{font-weight:600}</style></head><body>
<h1>Contracts</h1>
${integrations.length === 0 ? '<p>No pact has been published yet.</p>' : networkSvg(integrations)}
<table><thead><tr><th>Consumer</th><th>Provider</th><th>Latest pact</th><th></th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
</body></html>
`
}

function rowOf(urls: Urls, one: IntegrationState, factsOf: FactsOf): string {
  const { consumer, provider, number, providerNumber, providerVersion, publishedAt, verifiedAt } = one
  const { color, text } = stateOf(one)
  const cells = [
    `${escapeMarkup(consumer)}${versionOf(number, factsOf(one.consumerVersion))}`,
    `${escapeMarkup(provider)}${
      providerNumber === null || providerVersion === null
        ? ''
        : versionOf(providerNumber, factsOf(providerVersion))
    }`,
    `<b style="color:${color}">${text}</b>${verifiedAt === null ? '' : `<br><small>${dayOf(verifiedAt)}</small>`}`,
    `<a href="${escapeMarkup(urls.pact(one))}">pact</a> of ${dayOf(publishedAt)}
<br><a href="${escapeMarkup(urls.matrix(one))}">results</a>`,
  ]
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
}

/** A version and where it is, in small letters. */
function versionOf(number: string, { branches, tags, environments }: VersionFacts): string {
  const places = [...branches, ...tags].map(({ name }) => name)
  const uses = environments.map(({ kind, name }) => `${kind} in ${name}`)
  return `<br><small>${escapeMarkup([number, ...places, ...uses].join(', '))}</small>`
}

function dayOf(time: string): string {
  return `<time datetime="${time}">${time.slice(0, 16).replace('T', ' ')}</time>`
}
