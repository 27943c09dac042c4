/**
 * What the page does beyond being read: it finds conjuncts, puts both sides at the place that a link leads to, and steps through
 * counterexamples. It builds elements and sets their text, and never writes markup.
 */

export const SCRIPT = `"use strict";
const make = (name, text = "", set = {}) => Object.assign(document.createElement(name), { textContent: text }, set);
const at = (id) => document.getElementById(id);

/* Finding. */
const rows = [...document.querySelectorAll("tr[data-find]")];
const find = at("find"), found = at("found");
at("search").hidden = false;
let chosen = 0;
function choose(next) {
  const links = [...found.querySelectorAll("a")];
  if (links.length === 0) return;
  chosen = (next + links.length) % links.length;
  links.forEach((link, i) => link.setAttribute("aria-selected", String(i === chosen)));
  links[chosen].scrollIntoView({ block: "nearest" });
}
function rank(row, words) {
  const text = row.dataset.find;
  if (!words.every((word) => text.includes(word))) return -1;
  return words.some((word) => text.split(" ").includes(word)) ? 0 : 1;
}
find.addEventListener("input", () => {
  const words = find.value.toLowerCase().replace("!", " ").split(/\\s+/).filter(Boolean);
  const hits = words.length === 0 ? [] : rows.map((row) => [rank(row, words), row]).filter(([value]) => value >= 0);
  hits.sort((a, b) => a[0] - b[0]);
  found.replaceChildren(...hits.slice(0, 40).map(([, row]) => {
    const item = make("li");
    const code = row.cells[1].textContent;
    item.append(make("a", row.id + (row.dataset.kind === code ? "" : "   " + code), { href: "#" + encodeURIComponent(row.id) }));
    return item;
  }));
  if (hits.length > 40) found.append(make("li", "and " + (hits.length - 40) + " more"));
  if (words.length > 0 && hits.length === 0) found.append(make("li", "nothing of that name"));
  found.hidden = words.length === 0;
  choose(0);
});
find.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") choose(chosen + 1);
  else if (event.key === "ArrowUp") choose(chosen - 1);
  else if (event.key === "Escape") found.hidden = true;
  else return;
  event.preventDefault();
});
at("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const link = found.querySelectorAll("a")[chosen];
  if (link === undefined) return;
  found.hidden = true;
  find.blur();
  location.hash = link.getAttribute("href");
});
found.addEventListener("click", () => { found.hidden = true; });
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || /INPUT|TEXTAREA/.test(document.activeElement.tagName)) return;
  event.preventDefault();
  find.focus();
  find.select();
});

/* A link to a line puts the other side at the line that belongs to it. */
const idOf = (link) => decodeURIComponent(link.getAttribute("href").slice(1));
function within(side, line) {
  const box = line.closest(".side");
  box.scrollTop += line.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
}
function arrive() {
  const target = at(decodeURIComponent(location.hash.slice(1)));
  for (const marked of document.querySelectorAll(".mark")) marked.classList.remove("mark");
  if (target === null) return;
  for (let box = target.closest("details"); box !== null; box = box.parentElement.closest("details")) box.open = true;
  if (target.matches("details")) target.open = true;
  const row = target.matches("tr") ? target : [...target.querySelectorAll("a.to")].map((link) => at(idOf(link))).find(Boolean);
  if (row !== undefined && row !== null) {
    row.classList.add("mark");
    for (const link of row.querySelectorAll("td:first-child a, td:nth-child(3) a")) {
      const line = at(idOf(link));
      if (line === null || line.closest(".side") === null) continue;
      line.classList.add("mark");
      within(null, line);
    }
  }
  target.scrollIntoView({ block: target.closest(".side") === null ? "start" : "center" });
}
addEventListener("hashchange", arrive);
if (location.hash !== "") addEventListener("load", arrive);

/* Stepping through a counterexample. */
function stepper(trace) {
  const items = [...trace.querySelectorAll("li[data-state]")];
  const states = [];
  for (const item of items) {
    const now = new Map(states.at(-1));
    const changed = new Set();
    for (const name of item.querySelectorAll("dt")) {
      now.set(name.textContent, name.nextElementSibling);
      changed.add(name.textContent);
    }
    now.changed = changed;
    states.push(now);
  }
  const loop = trace.querySelector("p[data-loop]");
  const box = make("div", "", { className: "stepper", tabIndex: 0 });
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "step through it: arrow keys, Home, End");
  const back = make("button", "\\u2190 back", { type: "button" });
  const next = make("button", "next \\u2192", { type: "button" });
  const title = make("output");
  const bar = make("div", "", { className: "bar" });
  bar.append(back, next, title);
  const note = make("p", "", { className: "failure" });
  const list = make("dl");
  box.append(bar, note, list);
  let now = 0;
  function show(step) {
    const last = items.length - 1;
    now = step > last && loop !== null ? Number(loop.dataset.loop) : Math.max(0, Math.min(last, step));
    const label = items[now].querySelector("summary").firstElementChild;
    title.textContent = now + " of " + last + ": " + (now === 0 ? "initial state" : label.textContent);
    const end = now === last ? [loop === null ? "" : loop.querySelector("code").textContent + " leads back to state " + loop.dataset.loop + ".", trace.querySelector(":scope > p.failure").textContent] : [];
    note.textContent = end.join(" ");
    back.disabled = now === 0;
    next.disabled = now === last && loop === null;
    next.textContent = now === last && loop !== null ? "around \\u21ba" : "next \\u2192";
    list.replaceChildren(...[...states[now]].flatMap(([name, value]) => {
      const shown = value.cloneNode(true);
      const isChanged = now > 0 && states[now].changed.has(name);
      if (!isChanged) {
        shown.textContent = value.querySelector("ins").textContent;
        shown.className = "same";
      }
      return [make("dt", name), shown];
    }));
    for (const item of items) item.classList.toggle("mark", item === items[now]);
  }
  back.addEventListener("click", () => show(now - 1));
  next.addEventListener("click", () => show(now + 1));
  box.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(to);
  });
  trace.prepend(box);
  show(0);
}
for (const variant of document.querySelectorAll("details.variant")) {
  variant.addEventListener("toggle", () => {
    const trace = variant.querySelector(".trace");
    if (variant.open && trace !== null && trace.querySelector(".stepper") === null) stepper(trace);
  });
}
`;
