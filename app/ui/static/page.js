// Runs once for each HTML component of the page (Gradio's js_on_load), with `element`, `trigger` and `watch`.
// It hands clicks on [data-action] to the server and scrolls a pane to its [data-scroll-target].

const root = document.documentElement;

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
    root.classList.add("tw-source-open");
    trigger("choose", { turn: Number(data.turn), marker: Number(data.marker) });
  } else if (data.action === "example") {
    trigger("example", { question: data.question });
  } else if (data.action === "copy") {
    copyText(data.copy).then(() => showCopied(target, data.done), () => showCopied(target, data.failed));
  } else if (data.action === "close") {
    root.classList.remove("tw-source-open");
  }
});

let lastKey = null;

function afterRender() {
  const language = element.querySelector("[data-language]");
  if (language) root.lang = language.dataset.language;
  const keyed = element.querySelector("[data-scroll-key]");
  if (!keyed || keyed.dataset.scrollKey === lastKey) return;
  lastKey = keyed.dataset.scrollKey;
  const target = element.querySelector("[data-scroll-target]");
  const scroller = element.querySelector(".tw-scroll") ?? element.closest(".tw-scroll");
  if (!scroller) return;
  if (!target) {
    scroller.scrollTop = 0;
  } else if (scroller.scrollHeight > scroller.clientHeight + 1) {
    const room = target.tagName === "MARK" ? scroller.clientHeight / 4 : 8;
    const distance = target.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    scroller.scrollTop += distance - room;
  } else if (target.tagName !== "MARK") {
    target.scrollIntoView({ block: "start" });
  }
}

watch("value", afterRender);
afterRender();
