/**
 * The style of charts. The colours of lines can be told apart by people who see no red, no green
 * or no blue; a test checks it.
 */
export const CHART_STYLE = `
:root {
  --series-1: #4e90d2; --series-2: #0c7b60; --series-3: #a4893e; --series-4: #7457a3;
  --series-5: #e46894; --series-6: #124391; --series-7: #732d3b; --series-8: #ba2d1f;
  --grid: #e4e4dd; --shade: #efefe9; --latency: #1d4f91;
}
@media (prefers-color-scheme: dark) {
  :root {
    --series-1: #58a6ee; --series-2: #8ce6c6; --series-3: #f4dc66; --series-4: #7a78d6;
    --series-5: #c76aa6; --series-6: #9da3aa; --series-7: #a4623a; --series-8: #e0813a;
    --grid: #2a2d31; --shade: #1f2124; --latency: #92bdf5;
  }
}
.series-1 { --color: var(--series-1); } .series-2 { --color: var(--series-2); }
.series-3 { --color: var(--series-3); } .series-4 { --color: var(--series-4); }
.series-5 { --color: var(--series-5); } .series-6 { --color: var(--series-6); }
.series-7 { --color: var(--series-7); } .series-8 { --color: var(--series-8); }
.ink { --color: var(--ink); } .median, .inner, .outer { --color: var(--latency); }
.dot { --color: var(--quiet); } .key.bad { --color: var(--bad); }

.timeline { --values: 3.5rem; --keys: 13.5rem; position: relative; margin: 1.25rem 0 2rem; }
.panel { display: grid; align-content: start; grid-template-columns: minmax(0, 1fr) var(--keys); margin-top: 1rem; }
.panel h4 { grid-column: 1 / -1; margin: 0 0 0.35rem; color: var(--ink); }
.panel h4 small { font-weight: 400; margin-left: 0.35em; }
.chart { display: grid; grid-template-columns: var(--values) minmax(0, 1fr); position: relative; }
.values { position: relative; font-size: 0.75rem; color: var(--quiet); }
.values span { position: absolute; right: 0.5rem; transform: translateY(-50%); line-height: 1; white-space: nowrap; }
.plot { display: block; width: 100%; overflow: visible; }
.plot path { vector-effect: non-scaling-stroke; fill: none; }
.plot .grid-line { stroke: var(--grid); stroke-width: 1px; }
.plot .shade { fill: var(--shade); }
.plot .boundary { stroke: var(--quiet); stroke-width: 1px; stroke-dasharray: 1 3; }
.plot .line { stroke: var(--color); stroke-width: 1.75px; stroke-linejoin: round; stroke-linecap: round; }
.plot .thin { stroke-width: 1.25px; } .plot .dashed { stroke-dasharray: 4 4; stroke-width: 1.25px; }
.plot .median { stroke-width: 2px; }
.plot .band.inner { fill: var(--latency); fill-opacity: 0.34; }
.plot .band.outer { fill: var(--latency); fill-opacity: 0.16; }
.plot .dots { stroke: var(--quiet); stroke-width: 3px; stroke-linecap: round; }
.plot .errors { fill: var(--bad); } .plot .bars { fill: var(--latency); fill-opacity: 0.55; }
.plot .interval { fill: var(--warn); fill-opacity: 0.2; }
.times { grid-column: 2; position: relative; height: 1.35rem; font-size: 0.75rem; color: var(--quiet); }
.times span { position: absolute; top: 0.3rem; transform: translateX(-50%); line-height: 1; white-space: nowrap; }
.times .last { transform: translateX(-100%); }

.keys { position: relative; list-style: none; margin: 0; padding: 0; font-size: 0.75rem; line-height: 1rem; }
.keys li {
  position: absolute; top: var(--y); left: 0.5rem; right: 0; transform: translateY(-50%); display: flex;
  align-items: center; gap: 0.4em; white-space: nowrap;
}
.keys span { overflow: hidden; text-overflow: ellipsis; } .keys b { font-weight: 400; color: var(--quiet); }
.key { flex: none; width: 0.9rem; height: 0; border-top: 2px solid var(--color); }
.key.thin { border-top-width: 1.25px; } .key.dashed { border-top: 1.5px dashed var(--color); }
.key.inner, .key.outer, .key.bad { height: 0.6rem; border: 0; background: var(--color); }
.key.inner { opacity: 0.5; } .key.outer { opacity: 0.26; }
.key.dot { width: 0.35rem; height: 0.35rem; margin: 0 0.275rem; border: 0; border-radius: 50%; background: var(--color); }

.phases { position: relative; list-style: none; height: 1.3rem; margin: 0 var(--keys) 0 var(--values); padding: 0; font-size: 0.75rem; }
.phases li { position: absolute; border-left: 1px solid var(--quiet); height: 1.2rem; overflow: hidden; container-type: inline-size; }
.phases span { display: block; padding-left: 0.35em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.phases .unmeasured { background: var(--shade); color: var(--quiet); }
@container (max-width: 1.6rem) { .phases span { display: none; } }
.nothing { margin: 0.9rem 0 0; color: var(--quiet); font-size: 0.8125rem; }

.moments { position: absolute; inset: 0 var(--keys) 0 var(--values); }
.moments i { position: absolute; top: 0; bottom: 0; }
.moments i:hover { background: color-mix(in srgb, var(--ink) 9%, transparent); }
.moments i:hover::after {
  content: attr(data-moment); display: block; position: sticky; top: 0.5rem; z-index: 2; width: max-content; max-width: 40vw;
  margin-left: calc(100% + 0.4rem); padding: 0.5rem 0.7rem; white-space: pre-line; pointer-events: none;
  font-size: 0.75rem; line-height: 1.5; color: var(--paper); background: var(--ink); border-radius: 3px;
}
.moments .late:hover::after { margin-left: -0.4rem; transform: translateX(-100%); }

.alone { --values: 3.5rem; grid-template-columns: minmax(0, 1fr); margin: 0; }
.markers { position: absolute; inset: 0 0 1.35rem var(--values); font-size: 0.75rem; pointer-events: none; }
.marker { position: absolute; bottom: 0; border-left: 1px solid var(--ink); padding-left: 0.35em; line-height: 1; white-space: nowrap; }
.marker > span { background: var(--paper); padding-bottom: 0.15rem; }
.marker.left { border-left: 0; border-right: 1px solid var(--ink); padding: 0 0.35em 0 0; transform: translateX(-100%); }
.trial { position: absolute; transform: translate(-50%, -50%); font-size: 0.9375rem; line-height: 1; font-weight: 700; }
.trial.holds, .trial-word.holds { color: var(--good); } .trial.breaks, .trial-word.breaks { color: var(--bad); }
.trial.invalid, .trial-word.invalid { color: var(--warn); }
@media (max-width: 900px) { .times .fine { display: none; } }
@media (max-width: 760px) {
  .timeline { --values: 3rem; --keys: 0rem; } .panel { grid-template-columns: minmax(0, 1fr); }
  .keys { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.75rem, 1fr)); gap: 0.1rem 0.75rem; padding-top: 0.3rem; }
  .keys li { position: static; transform: none; }
}
`
