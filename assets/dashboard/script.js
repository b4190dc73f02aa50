"use strict";
// Two conveniences. Everything else works without this script: it copies texts, and keeps figures up to date.

const copied = async (source) => {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(source.textContent);
    return true;
  }
  // Browsers offer the clipboard only over https and on this machine itself.
  const range = document.createRange();
  range.selectNodeContents(source);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  return document.execCommand("copy");
};

for (const button of document.querySelectorAll("button[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  const status = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copied(source).catch(() => false);
    status.textContent = done ? "Copied" : "Not copied: select the text and copy it";
  });
}

const live = document.querySelector("[data-live]");
if (live) {
  const timer = setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch(live.dataset.live, { headers: { accept: "application/json" } }).catch(() => null);
    if (!answer) return;
    if (!answer.ok) {
      clearInterval(timer);
      return;
    }
    const figures = await answer.json();
    for (const [key, calls] of Object.entries(figures.calls)) {
      const text = live.querySelector(`[data-calls="${CSS.escape(key)}"]`);
      const meter = live.querySelector(`[data-meter="${CSS.escape(key)}"]`);
      if (text) text.textContent = calls;
      if (meter) meter.value = calls;
    }
  }, 5000);
}
