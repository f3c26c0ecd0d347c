// Follows the server: whatever it shows is put in place without losing where the reader is.
"use strict";

const byId = (id) => document.getElementById(id);
const narrow = matchMedia("(max-width: 52rem)");
const SETTLED = 300; // ms at most that a new page waits for its fonts before it is shown

// --- The screen: a new frame is made ready behind the old one, then takes its place ----------------

let frame = null;
let coming = null;

function showHtml(name, jump) {
  if (!name || (coming ?? frame)?.dataset.name === name) return;
  coming?.remove();
  const next = document.createElement("iframe");
  next.title = "The report on a screen";
  next.dataset.name = name;
  next.dataset.coming = "";
  next.src = `/report.html?${name}`;
  next.addEventListener("load", async () => {
    const page = next.contentDocument;
    await Promise.race([page.fonts.ready, new Promise((done) => setTimeout(done, SETTLED))]);
    if (coming !== next) return;
    if (frame) restore(next.contentWindow, mark(frame.contentWindow));
    if (jump) jumpOnScreen(next.contentWindow, jump);
    page.addEventListener("click", openElsewhere);
    delete next.dataset.coming;
    frame?.remove();
    [frame, coming] = [next, null];
  });
  coming = next;
  byId("frames").append(next);
}

/** Where the reader is: the last element with a name above the window's upper edge, and how far below it. */
function mark(view) {
  let found = null;
  for (const element of view.document.body.querySelectorAll("[id]")) {
    const { top, height } = element.getBoundingClientRect();
    if (height && top <= 1) found = { id: element.id, offset: -top };
  }
  return { ...found, top: view.scrollY };
}

function restore(view, { id, offset, top }) {
  const element = top > 0 && id ? view.document.getElementById(id) : null;
  const y = element ? element.getBoundingClientRect().top + view.scrollY + offset : top;
  view.scrollTo({ top: y, behavior: "instant" });
}

function jumpOnScreen(view, { anchor }) {
  const element = view.document.getElementById(anchor);
  if (!element || seen(element.getBoundingClientRect(), view.innerHeight)) return;
  element.scrollIntoView({ behavior: "instant", block: "start" });
}

/** Whether a box fills a good part of a window, or the window a good part of the box. */
function seen({ top, bottom }, height) {
  const share = Math.min(bottom, height) - Math.max(top, 0);
  return share >= 0.5 * Math.min(bottom - top, height);
}

function openElsewhere(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  open(link.href, "_blank", "noopener");
}

// --- The paper: one picture a page, drawn for this screen's pixels when it is near the window -------

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      target.dataset.near = isIntersecting ? "yes" : "";
      if (isIntersecting) draw(target);
    }
  },
  { root: byId("pages"), rootMargin: "60% 0%" },
);

function showPages(pages) {
  const list = byId("pages");
  while (list.children.length > pages.length) {
    near.unobserve(list.lastElementChild);
    list.lastElementChild.remove();
  }
  while (list.children.length < pages.length) {
    const made = byId("page").content.firstElementChild.cloneNode(true);
    list.append(made);
    near.observe(made);
  }
  pages.forEach(({ picture, ratio }, index) => {
    const page = list.children[index];
    page.dataset.picture = picture;
    page.querySelector(".sheet").style.aspectRatio = ratio;
    page.querySelector("img").alt = `Page ${index + 1}`;
    page.querySelector("figcaption").textContent = index + 1;
    if (page.dataset.near) draw(page);
  });
}

async function draw(page) {
  const width = Math.round(page.querySelector(".sheet").clientWidth * devicePixelRatio);
  const address = `${page.dataset.picture}?width=${Math.min(Math.max(width, 50), 4000)}`;
  if (!width || page.dataset.wanted === address) return;
  page.dataset.wanted = address;
  const image = new Image();
  image.src = address;
  image.alt = page.querySelector("img").alt;
  try {
    await image.decode();
  } catch {
    if (page.dataset.wanted === address) page.dataset.wanted = "";
    return; // it was overtaken, and the server has forgotten it
  }
  if (page.dataset.wanted !== address) return;
  page.querySelector("img").replaceWith(image);
  page.dataset.drawn = page.dataset.picture;
}

function jumpOnPaper({ page: number }) {
  const list = byId("pages");
  const page = list.children[number - 1];
  if (!page) return;
  const box = page.getBoundingClientRect();
  const above = list.getBoundingClientRect().top;
  if (!seen({ top: box.top - above, bottom: box.bottom - above }, list.clientHeight)) {
    list.scrollTo({ top: list.scrollTop + box.top - above - 12, behavior: "instant" });
  }
  delete page.dataset.edited;
  void page.offsetWidth; // so that the animation begins anew
  page.dataset.edited = "";
}

addEventListener("resize", () => {
  for (const page of byId("pages").children) if (page.dataset.near) draw(page);
});

// --- What is wrong --------------------------------------------------------------------------------

function showProblems(diagnostics, stale, any) {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const section = byId("problems");
  section.hidden = diagnostics.length === 0;
  section.open = stale;
  section.toggleAttribute("data-stale", stale);
  byId("problems-title").textContent = summary(diagnostics.length, errors);
  const first = diagnostics[0]?.message ?? "";
  byId("problems-note").textContent = !stale ? first : any ? "What you see is the last good version." : "";
  byId("problems-list").replaceChildren(...diagnostics.map(problem));
}

function summary(all, errors) {
  const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
  const others = all - errors;
  return [errors && plural(errors, "error"), others && plural(others, "warning")].filter(Boolean).join(", ");
}

function problem(found) {
  const item = byId("problem").content.firstElementChild.cloneNode(true);
  const part = (name) => item.querySelector(`.${name}`);
  item.dataset.severity = found.severity;
  part("severity").textContent = `${found.severity} ${found.code}`;
  part("message").textContent = found.message;
  part("place").textContent = [found.path, found.line, found.column].filter(Boolean).join(":");
  part("place").hidden = !found.path;
  part("hint").textContent = found.hint ?? "";
  part("hint").hidden = !found.hint;
  part("excerpt").hidden = !found.excerpt;
  if (found.excerpt) {
    part("line").textContent = found.line;
    part("excerpt").querySelector("code").append(...marked(found));
  }
  return item;
}

/** The source line with its span marked; columns count characters from 1. */
function marked({ excerpt, line, column, end_line: endLine, end_column: endColumn }) {
  const signs = [...excerpt];
  const start = Math.max(column - 1, 0);
  const end = endLine === line ? Math.max(endColumn - 1, start + 1) : signs.length;
  const span = document.createElement("mark");
  span.textContent = signs.slice(start, end).join("") || " ";
  return [signs.slice(0, start).join(""), span, signs.slice(end).join("")];
}

function bringSpansIntoView() {
  for (const span of document.querySelectorAll(".excerpt mark")) {
    const box = span.closest(".excerpt");
    const gutter = box.querySelector(".line").offsetWidth;
    box.scrollLeft = Math.max(0, span.offsetLeft - box.offsetLeft - gutter - 160);
  }
}

// --- All of it --------------------------------------------------------------------------------------

let problems = "";
let first = true;
const jumped = { screen: null, paper: null };

function show(state) {
  const any = Boolean(state.html);
  byId("nothing").hidden = any;
  byId("open").hidden = !state.pdf;
  if (any) {
    byId("title").textContent = state.title;
    byId("year").textContent = state.title.includes(state.year) ? "" : state.year;
    document.title = `${state.stale ? "✕ " : ""}${state.title}, ${state.year}`;
  }
  const key = JSON.stringify([state.diagnostics, state.stale]);
  if (key !== problems) {
    problems = key;
    showProblems(state.diagnostics, state.stale, any);
    bringSpansIntoView();
  }
  const { jump } = state;
  if (first) jumped.screen = jumped.paper = jump?.name; // who has just come was not editing
  first = false;
  showHtml(state.html, jump && jumped.screen !== jump.name ? jump : null);
  jumped.screen = jump?.name ?? null;
  showPages(state.pages);
  if (jump?.page && jumped.paper !== jump.name) {
    jumped.paper = jump.name;
    jumpOnPaper(jump);
  }
  say(...words(state));
}

function words({ stale, setting, html, diagnostics }) {
  if (stale) return ["bad", html ? "Not up to date" : "Nothing can be shown yet"];
  if (setting) return ["wait", "Setting the pages …"];
  if (diagnostics.length) return ["warn", "Up to date, with warnings"];
  return ["good", "Up to date"];
}

function say(tone, text) {
  const status = byId("status");
  if (status.textContent !== text) status.textContent = text;
  status.dataset.tone = tone;
}

function view(name) {
  const chosen = narrow.matches && name === "both" ? "html" : name;
  document.body.dataset.view = chosen;
  document.querySelector(`input[value="${chosen}"]`).checked = true;
  for (const page of byId("pages").children) if (page.dataset.near) draw(page);
}

for (const input of document.querySelectorAll("input[name=view]")) {
  input.addEventListener("change", () => view(input.value));
}
narrow.addEventListener("change", () => view(narrow.matches ? "html" : "both"));
view("both");

const events = new EventSource("/events");
events.addEventListener("message", (event) => show(JSON.parse(event.data)));
events.addEventListener("error", () => say("bad", "No connection: is reportcli watch still running?"));
