/** The style of the performance section around its charts. */
export const PERFORMANCE_STYLE = `
body.measured { --verdict: var(--link); } body.measured.limited { --verdict: var(--warn); }
.load-title { margin: 0.35rem 0 0; font-size: clamp(1.5rem, 4vw, 2.25rem); line-height: 1.15; overflow-wrap: anywhere; }

.beside { display: grid; gap: 1.5rem 3rem; margin: 1.5rem 0; }
@media (min-width: 900px) { .beside { grid-template-columns: minmax(0, 7fr) minmax(0, 5fr); } }
.scenario h4 { color: var(--ink); } .beside h4 { margin-top: 0; }
.scroll + .scenario { margin-top: 1.5rem; }
.scenario { border-top: 1px solid var(--line); padding: 0.75rem 0; }
.scenario > summary { cursor: pointer; overflow-wrap: anywhere; }
.scenario > summary h3 { display: inline; font-size: 1.125rem; } .load { color: var(--quiet); margin-left: 0.5em; }
.scenario-status { font-size: 0.8125rem; white-space: nowrap; font-weight: 600; color: var(--good); }
.scenario-status:not(.is-valid) { padding: 0.1em 0.5em; border-radius: 3px; color: var(--paper); background: var(--warn); letter-spacing: 0.02em; }
.scenario-status.is-failed { background: var(--bad); }
.verdict-notes { margin: 0.75rem 0; padding: 0.6rem 0.9rem; max-width: 68rem; background: var(--warn-tint); border-left: 4px solid var(--warn); }
.verdict-notes.is-valid { background: var(--raised); border-color: var(--line); }
.verdict-notes.is-failed { background: var(--bad-tint); border-color: var(--bad); }
.verdict-notes p, .verdict-notes ul { margin: 0; } .verdict-notes ul { padding-left: 1.1em; overflow-wrap: anywhere; white-space: pre-line; }
.scenario.is-invalid .plot { background: repeating-linear-gradient(135deg, transparent 0 7px, var(--warn-tint) 7px 14px); }
.scenario.is-invalid .figures dd { color: var(--quiet); text-decoration: line-through; text-decoration-thickness: 1px; }
.scenario .figures { margin-top: 0.75rem; } .schedule { margin: 0.25rem 0 0; color: var(--quiet); font-size: 0.875rem; }
.found { margin: 0.75rem 0 0; font-size: 1.375rem; font-weight: 650; letter-spacing: -0.01em; }
.found::first-letter { text-transform: uppercase; }
.saturated { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 0.75rem 0 0; color: var(--warn); }
.saturated ul { display: contents; list-style: none; } .saturated li { color: var(--ink); }
.generator dl { margin: 0; font-size: 0.875rem; }
.generator dl div { display: flex; justify-content: space-between; gap: 1rem; border-bottom: 1px solid var(--line); padding: 0.25rem 0; }
.generator dt { color: var(--quiet); } .generator dd { margin: 0; overflow-wrap: anywhere; text-align: right; }
.figures-table { min-width: 100%; font-size: 0.8125rem; }
.figures-table th, .figures-table td { padding: 0.3rem 0.9rem 0.3rem 0; border-bottom: 1px solid var(--line); vertical-align: baseline; white-space: nowrap; }
.figures-table thead th { color: var(--quiet); } .figures-table tbody th { font-weight: 400; }
.figures-table tbody th:first-child { white-space: normal; min-width: 11rem; overflow-wrap: anywhere; }
.figures-table td, .figures-table thead th { text-align: right; }
.figures-table .words, .figures-table th:first-child { text-align: left; } .figures-table .words:not(:first-child) { padding-left: 0.4rem; }
.figures-table .bad { color: var(--bad); }
.figures-table tfoot th, .figures-table tfoot td { border-top: 2px solid var(--line); font-weight: 600; }
.scenario-row small { display: block; } .naive { color: var(--quiet); } .naive abbr { text-decoration-thickness: 1px; }
.scenario-row.is-invalid td:not(.words), .scenario-row.is-failed td:not(.words) { color: var(--quiet); }
.phase, .moment-table { margin: 0.25rem 0; font-size: 0.875rem; } .phase summary, .moment-table summary { cursor: pointer; } p.phase { padding-left: 1em; }
.errors-said { max-width: 62rem; }
`
