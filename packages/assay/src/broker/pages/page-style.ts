/** What the pages of the broker have besides the style of reports. */
export const PAGE_STYLE = `
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1rem 0 0.25rem; letter-spacing: -0.015em; overflow-wrap: anywhere; }
main > section { margin-top: 1.5rem; padding-top: 0; border: 0; }
.lead { margin: 0 0 1.5rem; color: var(--quiet); }
.scroll { overflow-x: auto; }
.state { font-weight: 600; white-space: nowrap; }
.state span { display: inline-block; width: 1em; }
.state.failed { color: var(--bad); } .state.unknown { color: var(--warn); } .state.verified { color: var(--good); }

table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 1.5rem 0.5rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--quiet); font-size: 0.8125rem; font-weight: 600; }
td { overflow-wrap: anywhere; } td:first-child, time { white-space: nowrap; }
td:last-child a { margin-right: 0.75em; white-space: nowrap; }
td small { display: block; } td .name { font-weight: 600; }
td .number { font-family: var(--mono); }
.notices { margin: 0 0 1.5rem; padding: 0 0 0 1.1em; max-width: 80ch; }

.network { display: block; font: 14px var(--sans); }
.network rect { fill: var(--raised); stroke: var(--line); }
.network text { fill: var(--ink); }
.network .edge { fill: none; stroke-width: 1.75px; }
.network .edge.verified { stroke: var(--good); } .network .tip.verified { fill: var(--good); }
.network .edge.failed { stroke: var(--bad); stroke-width: 2.5px; } .network .tip.failed { fill: var(--bad); }
.network .edge.unknown { stroke: var(--warn); stroke-dasharray: 5 4; } .network .tip.unknown { fill: var(--warn); }

@media (min-width: 641px) { td:last-child { white-space: nowrap; padding-right: 0; } }
@media (max-width: 640px) {
  table, tbody, tr, td { display: block; }
  thead { display: none; }
  tr { border-bottom: 1px solid var(--line); padding: 0.75rem 0; }
  td { border: 0; padding: 0 0 0.35rem; }
  td[data-label]::before { content: attr(data-label) " "; color: var(--quiet); font-size: 0.8125rem; }
}
`
