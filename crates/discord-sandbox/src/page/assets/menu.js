// A pop-up menu for context menus and select menus, usable by mouse, finger and keyboard.
import { el, named } from "./dom.js";

// How far a finger may move while it opens a menu, in pixels.
const MOST_TREMBLE = 10;
let close = () => {};

// Opens a menu below an element, or at a point of the window. `run` of an item that `stays` returns whether it is now
// checked. The focus returns to the element.
export function openMenu(anchor, items, label, point) {
  close();
  const nodes = items.map((item) => {
    const isCheckable = item.checked !== undefined;
    const node = el("button", { type: "button", tabindex: "-1", role: isCheckable ? (item.stays ? "menuitemcheckbox" : "menuitemradio") : "menuitem", "aria-checked": isCheckable ? String(item.checked) : null },
      el("span", {}, named(item.label)), item.note ? el("span", { class: "subtext" }, named(item.note)) : null);
    node.addEventListener("click", () => {
      if (item.stays) {
        node.setAttribute("aria-checked", String(item.run()));
        return;
      }
      close();
      item.run();
    });
    return node;
  });
  const menu = el("div", { role: "menu", "aria-label": label, class: "menu" }, nodes);
  if (nodes.length === 0) menu.append(el("p", { class: "hint" }, "Nothing to choose."));
  // A menu inside a landmark is found by everybody who moves from one to the next.
  (anchor.closest("main, nav, aside, header") ?? document.body).append(menu);
  place(menu, anchor, point);
  const leave = (event) => { if (!menu.contains(event.target)) close(false); };
  close = (returns = true) => {
    close = () => {};
    menu.remove();
    document.removeEventListener("pointerdown", leave, true);
    if (returns) anchor.focus();
  };
  document.addEventListener("pointerdown", leave, true);
  menu.addEventListener("keydown", (event) => move(event, nodes, () => close()));
  nodes[0]?.focus();
}

function place(menu, anchor, point) {
  const box = anchor.getBoundingClientRect();
  const [x, y] = point ? [point.x, point.y] : [box.left, box.bottom + 4];
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
}

function move(event, nodes, leave) {
  const at = nodes.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1 + nodes.length, Home: 0, End: nodes.length - 1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    nodes[next % nodes.length]?.focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    leave();
  } else if (event.key.length === 1 && event.key !== " ") {
    const letter = event.key.toLowerCase();
    [...nodes.slice(at + 1), ...nodes].find((node) => node.textContent.toLowerCase().startsWith(letter))?.focus();
  }
}

// Opens a menu for an element by right click, by a finger that rests on it, or by the keyboard's own key for that.
export function offersMenu(node, open) {
  let timer;
  let begun;
  // A finger that has opened the menu must not open it again by its click.
  let isHeld = false;
  node.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    isHeld = true;
    // The keyboard's own key has no place in the window.
    open(event.clientX > 0 ? { x: event.clientX, y: event.clientY } : undefined);
  });
  node.addEventListener("pointerdown", (event) => {
    isHeld = false;
    begun = event;
    if (event.pointerType === "touch") timer = setTimeout(() => { isHeld = true; open({ x: event.clientX, y: event.clientY }); }, 500);
  });
  for (const end of ["pointerup", "pointercancel"]) node.addEventListener(end, () => clearTimeout(timer));
  // No finger rests quite still.
  node.addEventListener("pointermove", (event) => {
    if (begun && Math.hypot(event.clientX - begun.clientX, event.clientY - begun.clientY) > MOST_TREMBLE) clearTimeout(timer);
  });
  // A click without a number of presses comes from the keyboard.
  node.addEventListener("click", (event) => { if (!isHeld || event.detail === 0) open(); });
}
