/** The style sheet of the HTML report: one column of text, dense tables, two colour schemes. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fcfcfa; --raised: #f3f3ef; --line: #dcdcd4; --ink: #1c1d1f; --quiet: #5b5e64;
  --bad: #ae1f14; --bad-tint: #fbeae7; --good: #17643a; --good-tint: #edf5ee;
  --warn: #7d5200; --warn-tint: #faf1dc; --link: #1d4f91;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #141517; --raised: #1d1f22; --line: #34373c; --ink: #e8e8e4; --quiet: #a3a7ae;
    --bad: #ff9084; --bad-tint: #371b18; --good: #7fcf9b; --good-tint: #16281d;
    --warn: #ecbe6a; --warn-tint: #2e2513; --link: #92bdf5;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.5 var(--sans); font-variant-numeric: tabular-nums;
}
body::before { content: ""; display: block; height: 8px; background: var(--verdict); }
body.ship { --verdict: var(--good); }
body.do-not-ship { --verdict: var(--bad); }
body.limited.ship { --verdict: var(--warn); }
.page { max-width: 1240px; margin: 0 auto; padding: 0 clamp(1rem, 3vw, 2.5rem) 5rem; }
a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
a:focus-visible, summary:focus-visible, input:focus-visible, select:focus-visible, .scroll:focus-visible {
  outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px;
}
h2 { font-size: 1.0625rem; line-height: 1.3; margin: 0 0 0.75rem; }
h3 { font-size: 0.9375rem; margin: 0; }
h4 { font-size: 0.8125rem; margin: 1.25rem 0 0.4rem; color: var(--quiet); font-weight: 600; }
small { font-size: 0.8125rem; color: var(--quiet); }
i { font-style: normal; color: var(--quiet); }
pre, code, .log, .facts, .file { font-family: var(--mono); font-size: 0.8125rem; line-height: 1.55; }
pre {
  margin: 0.4rem 0; padding: 0.6rem 0.75rem; background: var(--raised); border-radius: 3px;
  white-space: pre-wrap; overflow-wrap: anywhere;
}
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
main > section { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }

.top { padding: 1.5rem 0 0; }
.origin { margin: 0; font-size: 0.8125rem; color: var(--quiet); }
.origin b { color: var(--ink); font-size: 0.9375rem; }
.origin span::before, .facts span + span::before { content: "·"; margin: 0 0.5em; }
.verdict {
  margin: 0.35rem 0 0 -0.045em; font-size: clamp(2.75rem, 8vw, 5rem); line-height: 1; font-weight: 800;
  letter-spacing: -0.035em; color: var(--verdict); text-wrap: balance;
}
.limits {
  display: inline-block; vertical-align: middle; font-size: 1rem; line-height: 1.2; font-weight: 600;
  letter-spacing: 0; color: var(--warn); background: var(--warn-tint); border: 1px solid; border-radius: 3px;
  padding: 0.3em 0.6em;
}
.caution { margin: 0.75rem 0 0; color: var(--warn); font-weight: 600; }
.reasons { margin: 1rem 0 0; padding: 0 0 0 1.1em; max-width: 75ch; }
.figures { display: flex; flex-wrap: wrap; gap: 0.25rem 2rem; margin: 1.25rem 0 0; }
.figures div { display: flex; flex-direction: row-reverse; align-items: baseline; gap: 0.4em; }
.figures dd { margin: 0; font-size: 1.375rem; font-weight: 650; letter-spacing: -0.01em; }
.figures dt { color: var(--quiet); }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin-top: 1.25rem; font-size: 0.875rem; }

.passed { color: var(--good); } .failed { color: var(--bad); }
.skipped, .flaky { color: var(--warn); }
.mark { display: inline-block; width: 1.1em; text-align: center; font-weight: 700; flex: none; }
.figures .passed dd { color: var(--good); } .figures .failed dd { color: var(--bad); }
.figures .flaky dd, .figures .skipped dd { color: var(--warn); }
.figures .passed, .figures .failed, .figures .flaky, .figures .skipped { color: inherit; }

.summary { margin-top: 2rem; display: grid; gap: 2rem 3rem; grid-template-columns: minmax(0, 1fr); }
.plain { list-style: none; margin: 0; padding: 0; }
.plain li { display: flex; gap: 0.5rem; padding: 0.5rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.plain li:last-child { border-bottom: 1px solid var(--line); }
.plain small { display: block; }
.findings { display: grid; gap: 2rem; align-content: start; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 900px) { .split { grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); } }
`
