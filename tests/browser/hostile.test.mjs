// Texts from outside stay text: markup, marks that turn the writing direction, and 6,000 characters.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser } from "./browser.mjs";
import { NARROWEST, sideways } from "./layout.mjs";
import { Person } from "./person.mjs";
import { Pointer } from "./pointer.mjs";
import { PASSWORD, startVendor } from "./vendor.mjs";
import { walk } from "./walk.mjs";

const MARKUP = `"><script>alert(1)</script><img src=x onerror=alert(2)>'`;
// An override, an isolate that never ends, and letters of a language that is written from the right.
const TURNED = "\u202Egnp\u2066אבג";
const LONG = "W".repeat(6000);
const DESKTOP = { width: 1280, height: 800 };

let vendor;
let browser;
before(async () => {
  [vendor, browser] = await Promise.all([startVendor(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await vendor?.stop();
});

// Returns what a text from outside has changed in the page.
function damage(page) {
  return page.evaluate(() => {
    const foreign = document.querySelectorAll("img, iframe, object, embed, style, base, script:not([src^='/dashboard/assets/'])");
    const found = [...foreign].map((element) => `element ${element.outerHTML.slice(0, 100)}`);
    for (const element of document.querySelectorAll("*")) {
      const handlers = element.getAttributeNames().filter((name) => name.startsWith("on"));
      if (handlers.length > 0) found.push(`handler ${element.outerHTML.slice(0, 100)}`);
    }
    const turns = /[\u202A-\u202E\u2066-\u2069\u0590-\u08FF]/;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (turns.test(data) && !parentElement.closest("bdi, [dir=auto]")) found.push(`turned ${parentElement.outerHTML.slice(0, 100)}`);
    }
    for (const field of document.querySelectorAll("input[type=text], textarea")) {
      if (turns.test(field.value) && !field.closest("[dir=auto]")) found.push(`turned field ${field.name}`);
    }
    return found;
  });
}

// Checks the page that is shown, at two widths.
async function check(page, name, faults) {
  for (const size of [DESKTOP, NARROWEST]) {
    await page.setViewportSize(size);
    for (const fault of [...await sideways(page), ...await damage(page)]) faults.push(`${name}, ${size.width} px: ${fault}`);
  }
  await page.setViewportSize(DESKTOP);
}

test("markup and turned texts stay text on every page", async () => {
  const person = await Person.at(vendor, browser, Pointer);
  const faults = [];
  const shown = { name: [], product: [], column: [] };
  const words = {
    keyName: (name) => `${name} ${MARKUP}`.slice(0, 90) + TURNED,
    product: (number) => `${number} ${MARKUP}${TURNED}`,
    license: (number) => `${MARKUP}${TURNED}-QRST-${number}`,
    column: `${MARKUP}${TURNED}`,
  };
  await walk(vendor, person, "shop", async (name) => {
    await check(person.page, name, faults);
    const text = await person.text();
    if (text.includes(words.keyName("the bot"))) shown.name.push(name);
    if (text.includes(words.product(1))) shown.product.push(name);
    if (text.includes(words.column)) shown.column.push(name);
  }, words);
  assert.deepEqual(faults, []);
  // The texts did reach the pages, letter by letter.
  assert.ok(["API keys, in every state", "usage", "audit, older entries"].every((name) => shown.name.includes(name)), shown.name);
  assert.ok(["licenses", "products", "preview of an import"].every((name) => shown.product.includes(name)), shown.product);
  assert.ok(shown.column.includes("preview of an import"), shown.column);
  await person.leave();
});

test("a whole hostile license key is shown, copied and found", async () => {
  const account = vendor.account("found");
  const key = `${MARKUP}${TURNED}`;
  vendor.stock(account, [`"${key.replaceAll('"', '""')}","${TURNED}",`]);
  const person = await (await Person.at(vendor, browser, Pointer)).signIn(account);
  await person.type("Key or a part of it", key);
  await person.press("Search");
  const link = person.page.getByRole("group", { name: "Licenses" }).getByRole("link");
  assert.equal(await link.count(), 1);
  await link.click();
  await person.press("Reveal key");
  assert.equal(await person.copied("Copy key", "key"), key);
  await person.leave();
});

test("texts of 6,000 characters break no page", async () => {
  const account = vendor.account("long");
  vendor.stock(account, [1, 2, 3].map((number) => `long-QRST-${number},plan,`));
  const key = vendor.run(["key", "create", account]).trim();
  await vendor.assign(key, "long-QRST-1");
  const own = "account_id = (select id from vendor_account where name = 'long')";
  // Neither the API nor the dashboard accepts such texts. An older or foreign tool may have written them.
  for (const statement of [
    "update vendor_api_key set name = ?",
    "update vendor_license set product = ?",
    "update vendor_license set assigned_to = ? where assigned_to is not null and",
    "update vendor_license set license_key = ? || id",
    "update vendor_audit set subject = ?",
  ]) {
    const { changed } = vendor.sql(statement.endsWith("and") ? `${statement} ${own}` : `${statement} where ${own}`, LONG);
    assert.ok(changed > 0, statement);
  }
  const person = await (await Person.at(vendor, browser, Pointer)).signIn(account);
  const faults = [];
  const { rows } = vendor.sql(`select id from vendor_license where ${own}`);
  const [[keyId]] = vendor.sql(`select id from vendor_api_key where ${own}`).rows;
  for (const path of [
    "licenses", "licenses/products", "licenses?state=assigned", ...rows.map(([id]) => `licenses/${id}`), "usage", "audit",
    "settings/keys", `settings/keys/${keyId}/roll`, `settings/keys/${keyId}/revoke`, `licenses?product=${LONG}`, `licenses?buyer=${LONG}`,
  ]) {
    await person.open(`/dashboard/${path}`);
    await check(person.page, path.slice(0, 40), faults);
    const bytes = Buffer.byteLength(await person.page.content());
    if (bytes > 40_000) faults.push(`${path.slice(0, 40)}: ${bytes} bytes`);
  }
  await person.open(`/dashboard/licenses/${rows[0][0]}`);
  await person.press("Reveal key");
  await check(person.page, "revealed", faults);
  assert.deepEqual(faults, []);
  await person.leave();
});

test("texts of 6,000 characters are refused with a reason", async () => {
  const person = await Person.at(vendor, browser, Pointer);
  const faults = [];
  const refused = async (name, words) => {
    await person.sees(words);
    await check(person.page, name, faults);
  };
  await person.signIn(LONG);
  await refused("sign-in", "The account or the password is wrong.");
  await person.signIn(vendor.account("typist"));
  await person.open("/dashboard/settings/keys/new");
  // A person who removes the limits of the fields gets the answer of the server.
  await person.page.locator("#name").evaluate((field) => field.removeAttribute("maxlength"));
  await person.type("Name", LONG);
  await person.type("Your password", PASSWORD);
  await person.press("Create key");
  await refused("new API key", "A name has at most 100 characters and no control characters.");
  await person.open("/dashboard/licenses/import");
  await person.type("Or paste the lines", `key,product,expiration,${LONG}\n${LONG},plan,,x\nshort,${LONG},,x`);
  await person.press("Preview");
  await refused("import", "Line 2: the key is not a license key");
  await person.open("/dashboard/licenses/withdraw");
  await person.type("Keys", `${LONG}\nunknown`);
  await person.press("Withdraw");
  await refused("withdraw", "2 lines not changed.");
  assert.deepEqual(faults, []);
  await person.leave();
});
