// Looks at a page: what is not accessible, and what does not fit.
import axe from "axe-core";

// Returns the violations that axe finds.
export async function violations(page) {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // A browser does not place the parts of a message out of sight, so axe would see them upon each other.
    for (const message of document.querySelectorAll(".message")) message.style.contentVisibility = "visible";
    const { violations } = await globalThis.axe.run(document, { rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html.slice(0, 140)} ${node.failureSummary?.slice(0, 160)}`).join(" | ")}`);
  });
}

// Returns the parts of the page that are wider than the window.
export function sideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > innerWidth ? [...document.querySelectorAll("body *")].filter((node) => node.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map((node) => node.outerHTML.slice(0, 120)) : []);
}
