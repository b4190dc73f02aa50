// The parts of the page that fold away: the channels on a phone, and the drawer.
import { byId } from "./dom.js";

const PARTS = { sidebar: "channels-toggle", counter: "counter-toggle" };
// On a wide window, the drawer stands beside the chat instead of over it.
const wide = matchMedia("(min-width: 1100px)");

export const hasRoomForDrawer = () => wide.matches;

const isOpen = (part) => byId(part).classList.contains("open");

// Opens or closes a part.
export function fold(part, opens) {
  byId(part).classList.toggle("open", opens);
  byId(PARTS[part]).setAttribute("aria-expanded", String(opens));
}

// Lets each part's button open and close it, and Escape close what lies over the chat.
export function prepareFolds() {
  for (const [part, button] of Object.entries(PARTS)) byId(button).addEventListener("click", () => fold(part, !isOpen(part)));
  const fit = () => fold("counter", wide.matches);
  wide.addEventListener("change", fit);
  fit();
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    for (const [part, button] of Object.entries(PARTS)) {
      const places = [byId(part), byId(button), ...document.activeElement === document.body ? [document.body] : []];
      const isOver = isOpen(part) && getComputedStyle(byId(part)).position === "fixed";
      if (isOver && places.some((place) => place.contains(document.activeElement))) {
        fold(part, false);
        byId(button).focus();
      }
    }
  });
}
