// The script keeps the figures up to date, and the first stop of Tab skips the navigation.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser } from "./browser.mjs";
import { createKey } from "./flows.mjs";
import { Keyboard } from "./keyboard.mjs";
import { Person } from "./person.mjs";
import { Pointer } from "./pointer.mjs";
import { startVendor } from "./vendor.mjs";

let vendor;
let browser;
before(async () => {
  [vendor, browser] = await Promise.all([startVendor(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await vendor?.stop();
});

test("the calls of this minute are counted on the open page, until the session ends", async () => {
  const person = await Person.at(vendor, browser, Pointer);
  await person.signIn("shop");
  const { key } = await createKey(person, "the bot");
  await person.page.clock.install();
  await person.follow("Usage");
  const calls = person.page.locator("[data-calls]");
  assert.equal(await calls.innerText(), "0");
  for (let call = 0; call < 3; call += 1) await vendor.status(key);
  await person.page.clock.runFor(5000);
  await person.page.locator("[data-calls]", { hasText: "3" }).waitFor();
  assert.equal(await person.page.locator("meter").evaluate((meter) => meter.value), 3);
  // The page stops asking once it is told that nobody is signed in.
  vendor.sql("delete from vendor_session");
  const asked = [];
  person.page.on("request", (request) => asked.push(request.url()));
  await person.page.clock.runFor(5000);
  // The answer to a later question means that the page knows the answer to its own.
  const ask = () => person.page.evaluate(() => fetch("/dashboard/usage/figures").then((answer) => answer.status));
  assert.equal(await ask(), 401);
  await person.page.clock.runFor(20_000);
  await ask();
  assert.equal(asked.length, 3, "one question of the page, and two of the test");
  await person.leave();
});

test("the first stop of Tab leads past the navigation", async () => {
  const person = await (await Person.at(vendor, browser, Keyboard)).signIn("shop");
  await person.hands.press(person.page.getByRole("link", { name: "Skip to the content" }));
  await person.page.keyboard.press("Tab");
  assert.equal(await person.page.evaluate(() => document.activeElement.innerText), "Import");
  await person.leave();
});
