// Runs once for each HTML component of the page (Gradio's js_on_load), with `element`, `trigger` and `watch`.
// It hands clicks on [data-action] to the server and scrolls a pane to its [data-scroll-target].

// On a narrow screen the source opens over the rest: a class on an element inside Gradio's container, because
// Gradio scopes the style sheet to it.
const panes = document.getElementById("tw-main");

function copyText(text) {
  // navigator.clipboard exists on https and localhost only; an office network often has neither.
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.appendChild(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done ? Promise.resolve() : Promise.reject(new Error("copy was refused"));
}

function showCopied(button, word) {
  const label = button.dataset.label ?? button.textContent;
  button.dataset.label = label;
  button.textContent = word;
  setTimeout(() => { button.textContent = button.dataset.label ?? label; }, 1500);
}

element.addEventListener("click", (event) => {
  const target = event.target.closest("[data-action]");
  if (!target || !element.contains(target)) return;
  const data = target.dataset;
  if (data.action === "choose") {
    // Selecting words of a card must not move the reader elsewhere.
    if (target.tagName !== "BUTTON" && String(window.getSelection()).length > 0) return;
    panes?.classList.add("tw-source-open");
    trigger("choose", { turn: Number(data.turn), marker: Number(data.marker) });
  } else if (data.action === "evidence") {
    trigger("choose", { turn: Number(data.turn), marker: Number(data.marker) });
    document.getElementById("tw-evidence")?.scrollIntoView({ block: "nearest" });
  } else if (data.action === "example") {
    trigger("example", { question: data.question });
  } else if (data.action === "copy") {
    copyText(data.copy).then(() => showCopied(target, data.done), () => showCopied(target, data.failed));
  } else if (data.action === "close") {
    panes?.classList.remove("tw-source-open");
  }
});

let lastKey = null;

function afterRender() {
  const language = element.querySelector("[data-language]");
  if (language) document.documentElement.lang = language.dataset.language;
  const keyed = element.querySelector("[data-scroll-key]");
  const key = keyed?.dataset.scrollKey ?? null; // null again when a pane is emptied: the next text is scrolled anew
  if (key === lastKey) return;
  lastKey = key;
  if (key === null) return;
  const target = element.querySelector("[data-scroll-target]");
  const scroller = element.querySelector(".tw-scroll") ?? document.getElementById("tw-talk");
  if (!target) {
    scroller.scrollTop = 0;
  } else if (scroller.scrollHeight > scroller.clientHeight + 1) {
    scrollWithin(scroller, target);
  } else if (target.classList.contains("tw-turn")) {
    target.scrollIntoView({ block: "start" }); // a narrow screen: the page scrolls, not the pane
  }
}

function scrollWithin(scroller, target) {
  const frame = scroller.getBoundingClientRect();
  const place = target.getBoundingClientRect();
  if (target.classList.contains("tw-card") && place.top >= frame.top && place.bottom <= frame.bottom) return;
  const room = target.tagName === "MARK" ? scroller.clientHeight / 4 : 8;
  scroller.scrollTop += place.top - frame.top - room;
}

watch("value", afterRender);
afterRender();
