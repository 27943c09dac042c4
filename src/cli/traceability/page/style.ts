/** How the page looks, on paper white and in the dark, on a desk and on a phone. */

export const STYLE = `
:root { --ink: #1a1d21; --paper: #fff; --line: #d5d9de; --soft: #f3f5f7; --link: #0b57a4; --mark: #fff0b8; --bad: #b3261e; --badpaper: #fde7e5;
  --new: #d9f2df; --old: #8a5a55; --quiet: #5c646d }
@media (prefers-color-scheme: dark) {
  :root { --ink: #dfe3e8; --paper: #14171b; --line: #343a42; --soft: #1d2127; --link: #7db7f5; --mark: #4b4011; --bad: #ff9d94; --badpaper: #45211e;
    --new: #173d24; --old: #d09a94; --quiet: #9aa3ad }
}
* { box-sizing: border-box }
html { scroll-padding-top: 4rem }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
main { padding: 0 1.25rem 6rem; max-width: 120rem; margin: auto }
header { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: center; padding: .5rem 1.25rem;
  background: var(--paper); border-bottom: 1px solid var(--line) }
nav { display: flex; gap: .9rem; overflow-x: auto; white-space: nowrap; max-width: 100% }
a { color: var(--link) }
h1 { font-size: 1.6rem; margin: 1.2rem 0 .5rem }
h2 { font-size: 1.35rem; margin: 3rem 0 .5rem; padding-top: .5rem; border-top: 2px solid var(--line) }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .4rem }
p { max-width: 75rem }
code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .87em }
code { overflow-wrap: anywhere }
.wide { overflow-x: auto; margin: .8rem 0 }
table { border-collapse: collapse; font-size: .88rem }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: top }
th { background: var(--soft) }
.numbers td:not(:first-child), .number { text-align: right; font-variant-numeric: tabular-nums }
.rows td:first-child { white-space: nowrap }
.rows td:nth-child(2) { min-width: 14rem }
.rows td:nth-child(5) { min-width: 12rem }
small, .word, .id { color: var(--quiet) }
.none { color: var(--bad); background: var(--badpaper) }
p.none { padding: .4rem .6rem }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem }
.side { overflow: auto; max-height: 80vh; border: 1px solid var(--line); min-width: 0 }
.side h4 { margin: 0; padding: .3rem .6rem; background: var(--soft); position: sticky; top: 0; left: 0; z-index: 1 }
pre { margin: 0; padding: .4rem 0; line-height: 1.5; min-width: max-content; tab-size: 4 }
pre span { display: block; padding: 0 .6rem; white-space: pre; scroll-margin: 5rem }
pre span.at { background: var(--soft) }
.to { margin-left: .8rem; padding: 0 .4rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--paper); text-decoration: none; font: .8em system-ui, sans-serif }
pre span:target, pre span.mark, tr:target, tr.mark, details:target > summary { background: var(--mark); outline: 2px solid var(--mark) }
section { content-visibility: auto; contain-intrinsic-size: auto 160rem }
details > summary { cursor: pointer; padding: .15rem 0 }
.variant { border-bottom: 1px solid var(--line) }
.variant[open] { border-left: 3px solid var(--line); padding: 0 0 1rem .9rem }
.fails, .failure { color: var(--bad) }
.loop { color: var(--link) }
.trace li.mark > details > summary { background: var(--mark) }
.trace ol { padding-left: 2.2rem; margin: .3rem 0 }
.trace dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: .3rem 0 .6rem; font: .85rem ui-monospace, Menlo, Consolas, monospace }
dt { color: var(--quiet) }
dd { margin: 0; overflow-wrap: anywhere; min-width: 0; white-space: pre-wrap }
del { color: var(--old); text-decoration-thickness: 1px }
ins { background: var(--new); text-decoration: none; padding: 0 .15rem }
.stepper { border: 1px solid var(--line); background: var(--soft); padding: .6rem .8rem; margin: .5rem 3px .5rem 0 }
.stepper .bar { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center }
.stepper output { flex: 1 1 14rem; font-weight: 600; overflow-wrap: anywhere }
.stepper .same { opacity: .65 }
button { font: inherit; padding: .25rem .8rem; border: 1px solid var(--line); border-radius: .3rem; background: var(--paper); color: inherit; cursor: pointer }
button:disabled { opacity: .4; cursor: default }
:focus-visible { outline: 2px solid var(--link); outline-offset: 1px }
form { position: relative; flex: 1 1 16rem; max-width: 30rem }
form[hidden] { display: none }
input { width: 100%; font: inherit; padding: .3rem .6rem; color: inherit; background: var(--soft); border: 1px solid var(--line); border-radius: .3rem }
#found { position: absolute; left: 0; right: 0; top: 100%; margin: 0; padding: 0; list-style: none; max-height: 60vh; overflow: auto; background: var(--paper); border: 1px solid var(--line) }
#found li:not(:has(a)) { padding: .3rem .6rem; color: var(--quiet) }
#found a { display: block; padding: .3rem .6rem; text-decoration: none; overflow-wrap: anywhere }
#found a[aria-selected=true], #found a:hover { background: var(--mark) }
@media (max-width: 60rem) {
  main, header { padding-left: .7rem; padding-right: .7rem }
  .sides { grid-template-columns: 1fr }
  .side { max-height: 70vh }
  .trace li.mark > details > summary { background: var(--mark) }
.trace ol { padding-left: 1.6rem }
  .trace dl { grid-template-columns: 1fr }
  dd { padding-left: .8rem }
}
@media (max-width: 45rem) {
  html { scroll-padding-top: 6.5rem }
  .rows thead { display: none }
  .rows, .rows tbody, .rows tr, .rows td { display: block; border: 0 }
  .rows tr { border: 1px solid var(--line); margin-bottom: .5rem; padding: .2rem 0 }
  .rows td { min-width: 0 !important; padding: .1rem .5rem }
  .rows td br { display: none }
  .rows td span { display: inline-block; margin-right: .6rem; max-width: 100%; overflow-wrap: anywhere }
  .rows td:nth-child(n+3)::before { color: var(--quiet); font-size: .8em; margin-right: .4rem }
  .rows td:nth-child(3)::before { content: "code" }
  .rows td:nth-child(4)::before { content: "tests" }
  .rows td:nth-child(5)::before { content: "vectors" }
  .rows td:nth-child(6)::before { content: "mutants" }
}
`;
