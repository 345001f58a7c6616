// Asks again when a fact changes and swaps the answer; without this file the form just submits.
"use strict";

const form = document.getElementById("question");
const SETTLE_MS = 350;
let waiting = 0;
let asking = null;
let shown = location.pathname + location.search;

async function ask({ bySubmit = false } = {}) {
  asking?.abort();
  asking = new AbortController();
  const before = document.getElementById("answer");
  before.setAttribute("aria-busy", "true");
  try {
    const reply = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "text/html" },
      signal: asking.signal,
    });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const after = page.getElementById("answer");
    if (!after) throw new Error(page.title || String(reply.status));
    before.replaceWith(after);
    if (bySubmit) goTo(after);
    markWrong(page);
    document.getElementById("status").textContent = after.dataset.sentence;
    document.title = page.title;
    remember(after.dataset.address);
  } catch (error) {
    if (error.name === "AbortError") return;
    before.removeAttribute("aria-busy");
    document.getElementById("status").textContent = `No answer: ${error.message}`;
    before.classList.add("stale");
  }
}

// Where a submitted form leads, as the page of its answer would: to the refusal, or the sentence.
function goTo(answer) {
  const place = answer.querySelector("[role=alert]") ?? answer.querySelector(".headline");
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
}

function remember(address) {
  if (address && address !== shown) {
    history.pushState(null, "", address);
    shown = address;
  }
}

function markWrong(page) {
  for (const field of form.querySelectorAll(".field")) {
    const control = field.querySelector("input, select");
    const answered = page.getElementById(control.id);
    field.classList.toggle("wrong", answered?.getAttribute("aria-invalid") === "true");
    for (const name of ["aria-invalid", "aria-describedby"]) {
      const said = answered?.getAttribute(name);
      if (said) control.setAttribute(name, said);
      else control.removeAttribute(name);
    }
  }
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    ask({ bySubmit: true });
  });
  form.addEventListener("change", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, SETTLE_MS);
  });
}

// Other forms lead to a page that may take a while: the button says so, and can be pressed once.
for (const other of document.querySelectorAll("form.question:not(#question), form.filters")) {
  const button = other.querySelector("button[type=submit]");
  const words = button.textContent;
  other.addEventListener("submit", () => {
    button.textContent = "Looking it up …";
    button.setAttribute("aria-busy", "true");
    setTimeout(() => { button.disabled = true; });
  });
  addEventListener("pageshow", () => {
    button.textContent = words;
    button.removeAttribute("aria-busy");
    button.disabled = false;
  });
}

// A link within the page comes here too, and shows nothing else.
addEventListener("popstate", () => {
  if (location.pathname + location.search !== shown) location.reload();
});
