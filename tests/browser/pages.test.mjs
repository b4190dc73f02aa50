// Every page: accessible in dark and light, at the width of a desktop and of a phone; small; and its own only.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { startBrowser } from "./browser.mjs";
import { NARROWEST, sideways } from "./layout.mjs";
import { Person } from "./person.mjs";
import { Pointer } from "./pointer.mjs";
import { startVendor } from "./vendor.mjs";
import { walk } from "./walk.mjs";

const MOST_BYTES = 60_000;
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };
// A folder for pictures of every page, to look at.
const PICTURES = process.env.KEYCLERK_PICTURES;

let vendor;
let browser;
before(async () => {
  [vendor, browser] = await Promise.all([startVendor(), startBrowser()]);
  if (PICTURES) mkdirSync(PICTURES, { recursive: true });
});
after(async () => {
  await browser?.close();
  await vendor?.stop();
});

// Returns the bytes of an answer with its headers.
async function transferred(response) {
  await response.finished();
  const { responseBodySize, responseHeadersSize } = await response.request().sizes();
  assert.ok(responseBodySize > 0, `the size of ${response.url()} is unknown`);
  return responseBodySize + responseHeadersSize;
}

// Returns what axe-core finds on the page as it is shown now.
async function violations(page) {
  const found = await page.evaluate(async (options) => {
    const { violations } = await globalThis.axe.run(document, options);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  }, { rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] });
  return found;
}

test("every page is accessible, fits on a phone and is small", async () => {
  const person = await Person.at(vendor, browser, Pointer);
  const { page } = person;
  const faults = [];
  const sizes = new Map();
  const assets = new Map();
  let shown;
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.includes("/assets/")) assets.set(pathname, assets.get(pathname) ?? transferred(response));
    else if (response.request().isNavigationRequest()) shown = response;
  });
  await walk(vendor, person, "shop", async (name) => {
    sizes.set(name, await transferred(shown));
    await page.evaluate(axe.source);
    for (const [device, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
      await page.setViewportSize(size);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        for (const fault of await violations(page)) faults.push(`${name}, ${device}, ${colorScheme}: ${fault}`);
        if (PICTURES) await page.screenshot({ path: `${PICTURES}/${sizes.size.toString().padStart(2, "0")} ${name} ${device} ${colorScheme}.png`, fullPage: true });
      }
    }
    await page.setViewportSize(NARROWEST);
    for (const wide of await sideways(page)) faults.push(`${name}: wider than ${NARROWEST.width} px: ${wide}`);
    await page.setViewportSize(DESKTOP);
  });
  const shared = (await Promise.all(assets.values())).reduce((sum, size) => sum + size, 0);
  for (const [name, size] of sizes) {
    if (size + shared > MOST_BYTES) faults.push(`${name}: ${size + shared} bytes`);
  }
  const [largest, size] = [...sizes].reduce((one, other) => one[1] > other[1] ? one : other);
  console.log(`${sizes.size} pages; assets ${shared} bytes; the largest page with assets is "${largest}", ${size + shared} bytes`);
  assert.ok(assets.size >= 2 && shared > 5000, "stylesheet and script were loaded");
  assert.deepEqual(faults, []);
  await person.leave();
});
