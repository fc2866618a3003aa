/** The style of what stands below the first screen, and of the tables. */
export const SECTION_STYLE = `
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.875rem; }
th { text-align: left; font-weight: 600; }
.split .grid { width: 100%; }
.grid th, .grid td { min-width: 6.5rem; }
@media (min-width: 900px) { .summary:not(.split) .grid th { min-width: 9.5rem; } }
.grid th[scope=row], .grid thead td { position: sticky; left: 0; background: var(--paper); min-width: 5rem; }
.grid th, .grid td { padding: 0; border: 1px solid var(--line); vertical-align: top; }
.grid th, .grid td.not-run, .grid tfoot td, .grid td a { padding: 0.4rem 0.6rem; }
.grid thead td, .grid thead th { border-top: 0; } .grid thead td { border-left: 0; }
.grid td a { display: block; height: 100%; color: inherit; text-decoration: none; }
.grid td a:hover .counts, .grid td a:focus-visible .counts { text-decoration: underline; }
.grid small { display: block; white-space: nowrap; font-size: 0.75rem; line-height: 1.35; }
.grid .count { font-weight: 600; white-space: nowrap; }
.grid .has-failed { background: var(--bad-tint); box-shadow: inset 3px 0 var(--bad); }
.grid .has-skipped { background: var(--warn-tint); }
.grid .not-run {
  color: var(--quiet); font-size: 0.8125rem;
  background: repeating-linear-gradient(135deg, transparent 0 5px, var(--raised) 5px 10px);
}
.grid tfoot th, .grid tfoot td { border-top: 2px solid var(--line); }

.test { border-top: 1px solid var(--line); }
.test > summary { padding: 0.6rem 0; cursor: pointer; overflow-wrap: anywhere; }
.test h3 { display: inline; font-weight: 600; } .test h3 i { font-weight: 400; }
.owner { color: var(--quiet); font-size: 0.8125rem; margin-left: 0.4em; white-space: nowrap; }
.body { padding: 0 0 1.5rem 1.6rem; max-width: 68rem; }
.facts { margin: 0 0 0.5rem; color: var(--quiet); overflow-wrap: anywhere; }
.message { background: var(--bad-tint); border-left: 3px solid var(--bad); }
.diff .expected { color: var(--good); } .diff .actual { color: var(--bad); } .diff .same { color: var(--quiet); }
.notes { background: var(--warn-tint); border-left: 3px solid var(--warn); }
.more { margin: 0.4rem 0; } .more summary { cursor: pointer; color: var(--quiet); font-size: 0.8125rem; }
.attempts { padding-left: 1.4em; }

.exchange { border: 1px solid var(--line); border-radius: 3px; margin: 0.4rem 0; }
.exchange > summary { padding: 0.35rem 0.75rem; cursor: pointer; font: 0.8125rem/1.6 var(--mono); overflow-wrap: anywhere; }
.exchange .owner { font-family: var(--sans); }
.status { float: right; font-weight: 700; margin-left: 1rem; }
.status.bad { color: var(--bad); } .status.refused { color: var(--warn); } .status.fine { color: var(--quiet); }
.exchange dl { margin: 0; padding: 0 0.75rem 0.5rem; display: grid; gap: 0.25rem 1.5rem; }
.exchange dt { font-size: 0.75rem; color: var(--quiet); font-weight: 600; }
.exchange dd { margin: 0; } .exchange dd small { display: block; font-family: var(--mono); font-size: 0.75rem; }
.exchange code { overflow-wrap: anywhere; }
@media (min-width: 760px) { .exchange dl { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }

.log { list-style: none; margin: 0 0 0.3rem; padding: 0.6rem 0.75rem; background: var(--raised); border-radius: 3px; }
.log li { overflow-wrap: anywhere; padding-left: 1.5em; text-indent: -1.5em; white-space: pre-wrap; }
.log b { font-weight: 600; color: var(--quiet); } .log time { color: var(--quiet); }
.log .level-error, .log .level-fatal, .log .level-error b, .log .level-fatal b { color: var(--bad); }
.log .level-warn b { color: var(--warn); }
.trouble { margin: 0 0 1.5rem; max-width: 68rem; }

.filter { display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem; align-items: end; margin: 0 0 1rem; }
.filter[hidden] { display: none; }
.filter label { display: grid; font-size: 0.75rem; color: var(--quiet); gap: 0.15rem; }
.filter input, .filter select {
  font: 0.875rem var(--sans); color: var(--ink); background: var(--paper); border: 1px solid var(--quiet);
  border-radius: 3px; padding: 0 0.5rem; height: 2.1rem; min-width: 7rem;
}
.filter input { min-width: min(22rem, 70vw); }
.filter output { font-size: 0.875rem; color: var(--quiet); padding-bottom: 0.35rem; }
.group { content-visibility: auto; contain-intrinsic-size: auto 40rem; margin: 0 0 1.75rem; }
.group h3 { padding-bottom: 0.3rem; } .group h3 > span:not(.count) { color: var(--quiet); font-weight: 400; margin-right: 0.75em; }
.group .count { font-size: 0.8125rem; } .group h3 small { margin-left: 0.5em; font-weight: 400; }
.tests { width: 100%; max-width: 62rem; }
.tests td { padding: 0.1rem 0.5rem 0.1rem 0; vertical-align: top; overflow-wrap: anywhere; }
.tests td:first-child { width: 1.5rem; }
.tests td:last-child { text-align: right; white-space: nowrap; color: var(--quiet); padding-right: 0; width: 6rem; }
.tests tr[data-status]:hover { background: var(--raised); }
.tests .file th { padding: 0.5rem 0 0.15rem; color: var(--quiet); font-weight: 400; overflow-wrap: anywhere; }

.facts-table { width: 100%; max-width: 62rem; }
.facts-table th, .facts-table td { padding: 0.3rem 1rem 0.3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.facts-table thead th { color: var(--quiet); font-size: 0.8125rem; }
.facts-table tbody th { font-weight: 400; } .facts-table td:first-child { white-space: nowrap; }
.gate.fail td:first-child, .gate.unmeasured td:first-child { color: var(--bad); font-weight: 600; }
.gate.pass td:first-child { color: var(--good); }
.gate.not-selected { color: var(--quiet); }
.boot { width: 100%; }
.boot th { width: 15rem; font-weight: 400; padding: 0.15rem 1rem 0.15rem 0; } .boot th small { display: inline-block; }
.boot td:last-child { width: 5rem; text-align: right; color: var(--quiet); white-space: nowrap; }
.bar { display: block; height: 0.7rem; min-width: 2px; background: var(--link); border-radius: 1px; }
.bar.resource { background: var(--quiet); }
.environment { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(23rem, 100%), 1fr)); gap: 0.75rem 2rem; margin: 0; }
.environment dt { font-size: 0.8125rem; color: var(--quiet); }
.environment dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 600px) {
  .grid th, .grid td { min-width: 4.4rem; } .grid small { white-space: normal; }
  .grid th, .grid td.not-run, .grid tfoot td, .grid td a { padding: 0.3rem 0.4rem; }
  .body { padding-left: 0; } .boot th { width: 9rem; } .boot th small { display: block; }
  .status { float: none; margin-left: 0.5rem; }
}
@media print { .filter, nav { display: none; } .group { content-visibility: visible; } }
`
