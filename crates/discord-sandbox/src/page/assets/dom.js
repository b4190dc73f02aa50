// Builds elements. Data only ever becomes text nodes and attributes, so a hostile text stays text.
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
  return node;
}

export const byId = (id) => document.getElementById(id);

// A name keeps its own direction of writing, so that marks in it cannot turn the text around it.
export const named = (text) => el("bdi", {}, text);

let numbers = 0;
export const newId = () => `n${numbers += 1}`;

// Tells screen readers about something that happened.
export function announce(text) {
  const region = byId("announcer");
  region.textContent = "";
  region.textContent = text.slice(0, 300);
}

// A round picture of a name's first letter.
export function avatar(name, isBot = false) {
  const hue = [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);
  const node = el("span", { class: "avatar", "aria-hidden": "true" }, isBot ? "⌘" : [...name][0]?.toUpperCase() ?? "?");
  node.style.setProperty("--hue", hue);
  return node;
}
