// Judges the layout of the page that is shown.

// The narrowest screen on which no page scrolls sideways.
export const NARROWEST = { width: 320, height: 640 };

// Returns what reaches beyond the screen, or nothing if the page does not scroll sideways. Tables may scroll by
// themselves.
export function sideways(page) {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const wide = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > room + 1);
    const culprits = wide.filter((element) => !element.closest(".scroll") || getComputedStyle(element).position === "absolute");
    return [`the page is ${document.documentElement.scrollWidth} px wide`, ...culprits.map((element) => element.outerHTML.slice(0, 160))];
  });
}
