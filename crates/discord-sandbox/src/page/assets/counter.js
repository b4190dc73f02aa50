// The drawer: switches that break things, and panels about what a shop owner never sees.
import { byId, el, named } from "./dom.js";
import { post, state } from "./connection.js";

const panels = new Map();

async function asking(fault, send) {
  fault.textContent = "";
  await send().catch((error) => { fault.textContent = error.message; });
}

function toggle(label, about, isOn, change) {
  return el("label", { class: "switch" }, el("input", { type: "checkbox", role: "switch", ...(isOn ? { checked: true } : {}), onchange: (event) => change(event.target.checked) }),
    el("span", {}, el("span", {}, named(label)), about ? el("span", { class: "subtext" }, about) : null));
}

function groups(fault) {
  const bySwitch = Object.groupBy?.(state.counter.switches, ({ group }) => group) ?? { Switches: state.counter.switches };
  const press = (id, on) => asking(fault, () => post("/press", { switch: id, on }));
  const people = state.people.map(({ id, name, dms_closed: closed }) => toggle(`DMs of ${name} are closed`, null, closed,
    (on) => asking(fault, () => post("/person", { person: id, dms_closed: on }))));
  return [
    ...Object.entries(bySwitch).map(([group, all]) => el("fieldset", {}, el("legend", {}, group), all.map((one) => one.is_on === null
      ? el("p", { class: "action" }, el("button", { type: "button", class: "button secondary", "data-switch": one.id, onclick: () => press(one.id, true) }, one.label), el("span", { class: "subtext" }, one.about))
      : toggle(one.label, one.about, one.is_on, (on) => press(one.id, on))))),
    el("fieldset", {}, el("legend", {}, "People"), people),
  ];
}

function table({ title, columns, rows, empty }) {
  return [el("h3", {}, title), rows.length
    ? el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title }, el("table", {}, el("thead", {}, el("tr", {}, columns.map((column) => el("th", { scope: "col" }, column)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((cell) => el("td", {}, named(cell)))))))) : el("p", { class: "hint" }, empty)];
}

// Shows the drawer again. Panels that did not change keep their elements, and so the place to which they are scrolled.
export function showCounter() {
  const drawer = byId("counter");
  if (!state.counter) return;
  if (!drawer.childElementCount) drawer.append(el("h2", {}, "Behind the counter"), el("p", { class: "fault", role: "alert" }), el("div", { class: "switches" }), el("div", { class: "panels" }));
  const [, fault, switches, shown] = drawer.children;
  const at = [...switches.querySelectorAll("input, button")].indexOf(document.activeElement);
  switches.replaceChildren(...groups(fault));
  if (at >= 0) switches.querySelectorAll("input, button")[at]?.focus();
  for (const panel of state.counter.panels) {
    const text = JSON.stringify(panel);
    if (panels.get(panel.id)?.text === text) continue;
    const node = panels.get(panel.id)?.node ?? shown.appendChild(el("section", { "data-panel": panel.id }));
    node.replaceChildren(...table(panel));
    panels.set(panel.id, { text, node });
  }
}
