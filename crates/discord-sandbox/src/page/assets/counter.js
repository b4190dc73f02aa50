// The drawer: switches that break things, and panels about what a shop owner never sees.
import { byId, el, named } from "./dom.js";
import { post, state } from "./connection.js";

const panels = new Map();
const groups = new Map();
let pointedAt = [];

async function asking(fault, send) {
  fault.textContent = "";
  await send().catch((error) => { fault.textContent = error.message; });
}

function toggle(label, about, isOn, change, id = null) {
  return el("label", { class: "switch", "data-switch": id }, el("input", { type: "checkbox", role: "switch", ...(isOn ? { checked: true } : {}), onchange: (event) => change(event.target.checked) }),
    el("span", {}, el("span", {}, named(label)), about ? el("span", { class: "subtext" }, about) : null));
}

function switchElement(one, press) {
  return one.is_on === null
    ? el("p", { class: "action", "data-switch": one.id }, el("button", { type: "button", class: "button secondary", onclick: () => press(one.id, true) }, one.label), el("span", { class: "subtext" }, one.about))
    : toggle(one.label, one.about, one.is_on, (on) => press(one.id, on), one.id);
}

function peopleElements(fault) {
  return state.people.map(({ id, name, dms_closed: closed }) => toggle(`DMs of ${name} are closed`, null, closed,
    (on) => asking(fault, () => post("/person", { person: id, dms_closed: on }))));
}

function table({ title, columns, rows, empty }) {
  return [el("h3", {}, title), rows.length
    ? el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title }, el("table", {}, el("thead", {}, el("tr", {}, columns.map((column) => el("th", { scope: "col" }, column)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((cell) => el("td", {}, named(cell)))))))) : el("p", { class: "hint" }, empty)];
}

// Returns the elements of a group: one for its switches, and one for its panels.
function groupOf(drawer, name) {
  if (!groups.has(name)) {
    const [switches, shown] = [el("div"), el("div")];
    drawer.append(el("fieldset", {}, el("legend", {}, name), switches, shown));
    groups.set(name, { switches, shown, text: "" });
  }
  return groups.get(name);
}

// Replaces elements, and keeps the focus at the same place among them.
function replace(parent, text, group, make) {
  if (group.text === text) return;
  group.text = text;
  const controls = () => [...parent.querySelectorAll("input, button")];
  const at = controls().indexOf(document.activeElement);
  parent.replaceChildren(...make());
  if (at >= 0) controls()[at]?.focus();
}

// Shows the drawer again. What did not change keeps its elements, and so the place to which it is scrolled.
export function showCounter() {
  const drawer = byId("counter");
  if (!state.counter) return;
  if (!drawer.childElementCount) drawer.append(el("h2", {}, "Behind the counter"), el("p", { class: "fault", role: "alert" }));
  const fault = drawer.querySelector(".fault");
  const press = (id, on) => asking(fault, () => post("/press", { switch: id, on }));
  for (const name of new Set([...state.counter.switches, ...state.counter.panels].map(({ group }) => group))) {
    const group = groupOf(drawer, name);
    const switches = state.counter.switches.filter((one) => one.group === name);
    replace(group.switches, JSON.stringify(switches), group, () => switches.map((one) => switchElement(one, press)));
  }
  for (const panel of state.counter.panels) {
    const text = JSON.stringify(panel);
    if (panels.get(panel.id)?.text === text) continue;
    const node = panels.get(panel.id)?.node ?? groupOf(drawer, panel.group).shown.appendChild(el("section", { "data-panel": panel.id }));
    node.replaceChildren(...table(panel));
    panels.set(panel.id, { text, node });
  }
  const people = groupOf(drawer, "People");
  replace(people.switches, JSON.stringify(state.people), people, () => peopleElements(fault));
  mark();
}

function mark() {
  for (const node of byId("counter").querySelectorAll("[data-switch]")) node.classList.toggle("pointed", pointedAt.includes(node.dataset.switch));
}

// Marks the switches with these ids, and no others. Returns the first.
export function pointAt(ids) {
  pointedAt = ids;
  mark();
  return ids.length ? byId("counter").querySelector(`[data-switch="${CSS.escape(ids[0])}"]`) : null;
}
