// The guided tour: one step at a time, each done when the program says so.
import { announce, byId, el } from "./dom.js";
import { state } from "./connection.js";
import { markdown } from "./markdown.js";
import { prefill } from "./composer.js";
import { pointAt } from "./counter.js";
import { fold, hasRoomForDrawer } from "./fold.js";

const STORED = "tour-skipped";
let at = null;
let shown = "";
let pointed = null;
let actAs = () => {};

export function prepareTour(become) {
  actAs = become;
}

// Shows the current step. A person goes on by a button, so that nobody is torn away from what they look at.
export function showTour() {
  const tour = byId("tour");
  const steps = state.counter?.tour ?? [];
  tour.hidden = steps.length === 0 || sessionStorage.getItem(STORED) !== null;
  const first = steps.findIndex((step) => !step.is_done);
  if (steps.length) at ??= first < 0 ? steps.length : first;
  const current = tour.hidden ? undefined : steps[at];
  point(current);
  // Buttons that were replaced while somebody presses them would do nothing.
  const text = JSON.stringify([tour.hidden, at, current, state.person?.name]);
  if (tour.hidden || shown === text) return;
  if (current?.is_done && shown === JSON.stringify([false, at, { ...current, is_done: false }, state.person?.name])) announce(`Done: ${current.title}`);
  shown = text;
  const focused = tour.contains(document.activeElement) ? document.activeElement.dataset.act : undefined;
  tour.replaceChildren(...current ? step(steps, current) : end());
  if (focused) (tour.querySelector(`[data-act="${focused}"]`) ?? tour.querySelector(".primary") ?? tour.querySelector("[data-act=next]"))?.focus();
}

// Marks the switches of a step. The drawer opens by itself only where it does not cover the chat.
function point(current) {
  const switches = current?.switches ?? [];
  const first = pointAt(switches);
  if (pointed === switches.join()) return;
  pointed = switches.join();
  if (!first || !hasRoomForDrawer()) return;
  fold("counter", true);
  first.scrollIntoView({ block: "nearest" });
}

function showSwitch(current) {
  fold("counter", true);
  pointAt(current.switches)?.querySelector("input, button").focus();
}

const skip = () => {
  sessionStorage.setItem(STORED, "");
  showTour();
};

function button(act, label, run, kind = "secondary") {
  return el("button", { type: "button", class: `button ${kind}`, "data-act": act, onclick: run }, label);
}

function step(steps, current) {
  const { title, text, person, command, switches, is_done: isDone } = current;
  const isOther = person && person !== state.person?.name;
  const names = { user: (id) => id, role: (id) => id, channel: (id) => id, language: "en" };
  return [
    el("h3", {}, `${at + 1} of ${steps.length}: ${title}`),
    el("div", {}, markdown(text, names)),
    el("p", { class: "done" }, isDone ? "✓ Done." : ""),
    el("div", { class: "row" },
      !isDone && isOther ? button("become", `Become ${person}`, () => actAs(person), "primary") : null,
      switches.length ? button("switch", "Show the switch", () => showSwitch(current)) : null,
      !isDone && command && !isOther ? button("fill", "Fill in the command", () => prefill(command), "primary") : null,
      at > 0 ? button("back", "Back", () => { at -= 1; showTour(); }) : null,
      button("next", isDone ? "Next step" : "Skip this step", () => { at += 1; showTour(); }, isDone ? "primary" : "secondary"),
      button("skip", "Skip the tour", skip)),
  ];
}

function end() {
  return [el("h3", {}, "That was the tour"), el("p", {}, "Everything keeps running. Try the other switches."), el("div", { class: "row" }, button("again", "Once more", () => { at = 0; showTour(); }), button("skip", "Close", skip, "primary"))];
}
