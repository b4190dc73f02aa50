// The playground: pages of lists, menus of every kind, and each way to open and close them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser } from "./browser.mjs";
import { Visitor, startDemo, startPage } from "./playground.mjs";

const PHONE = { width: 390, height: 800 };
const DESKTOP = { width: 1400, height: 900 };

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  assert.equal(await demo?.stop(), 0);
});

async function enter(name, options) {
  const visitor = await Visitor.at(demo, browser, name, options);
  await visitor.meetsTheBot();
  return visitor;
}

const focused = (page) => page.evaluate(() => document.activeElement.textContent);

test("the stock has pages, which the keyboard turns too", async () => {
  const mod = await enter("mod");
  await mod.runs("/myavailable");
  await mod.sees("Page 1 of 2");
  const first = await mod.newest().locator(".embed").innerText();
  await mod.press("Next");
  await mod.sees("Page 2 of 2");
  assert.notEqual(await mod.newest().locator(".embed").innerText(), first);
  assert.ok(await mod.newest().getByRole("button", { name: "Next" }).isDisabled());
  // The button that was pressed is disabled now, so its neighbour has the focus.
  assert.equal(await focused(mod.page), "Previous");
  await mod.page.keyboard.press("Enter");
  await mod.sees("Page 1 of 2");
  assert.equal(await mod.newest().locator(".embed").innerText(), first);
  assert.equal(await focused(mod.page), "Next");
  await mod.leave();
});

test("the sales have pages", async () => {
  const mod = await enter("mod");
  for (let number = 1; number <= 11; number += 1) {
    await mod.runs(`/assignlicense member:${number % 2 ? "anna" : "cleo"}`);
    await mod.sees(`Sale #${number}`);
  }
  await mod.runs("/sales list");
  await mod.press("Older");
  await mod.page.locator("#log .message").last().getByRole("button", { name: "Newest" }).waitFor();
  const sales = () => mod.newest().locator(".embed strong").allInnerTexts();
  assert.deepEqual(await sales(), ["#1"]);
  await mod.press("Newest");
  await mod.page.locator("#log .message").last().getByRole("button", { name: "Older" }).waitFor();
  assert.deepEqual(await sales(), Array.from({ length: 10 }, (_, at) => `#${11 - at}`));
  await mod.leave();
});

test("an administrator chooses roles, channels and a language from menus", async () => {
  const ada = await enter("ada");
  await ada.runs("/settings");
  const menu = ada.page.getByRole("menu");
  const open = async (setting) => {
    await ada.newest().locator(".select").first().click();
    await menu.getByRole("menuitemradio", { name: setting }).click();
    await ada.newest().locator(".select").nth(1).waitFor();
    await ada.newest().getByRole("button", { name: setting }).click();
  };
  // The panel shows each value by the name of its setting, and closes the menu of a setting that was changed.
  const shows = (setting, value) => ada.newest().locator("dl > div", { hasText: setting }).filter({ hasText: value }).waitFor();
  // A menu of roles in which several can be chosen.
  await open(/^Roles that sell/);
  const staff = menu.getByRole("menuitemcheckbox", { name: "Staff" });
  for (const isChecked of ["true", "false", "true"]) {
    await staff.click();
    assert.equal(await staff.getAttribute("aria-checked"), isChecked);
  }
  await menu.getByRole("menuitem", { name: "Done" }).click();
  await shows("Roles that sell", "@Staff");
  // One role, by the keyboard.
  await open(/^Role for buyers/);
  await ada.page.keyboard.press("End");
  await ada.page.keyboard.press("Home");
  await ada.page.keyboard.press("Enter");
  await shows("Role for buyers", "@Staff");
  // A channel, and none again.
  await open(/^Sales channel/);
  await menu.getByRole("menuitemradio", { name: "general" }).click();
  await shows("Sales channel", /#general$/);
  await open(/^Sales channel/);
  assert.equal(await menu.getByRole("menuitemradio", { name: "general" }).getAttribute("aria-checked"), "true");
  await menu.getByRole("menuitem", { name: "Choose nothing" }).click();
  await shows("Sales channel", "#sales");
  await open(/^Language/);
  await menu.getByRole("menuitemradio", { name: "Türkçe" }).click();
  await ada.newest().locator("dd", { hasText: "Türkçe" }).waitFor();
  await ada.leave();
});

test("a menu with several choices sends them all, and none without its end", async () => {
  const server = await startPage("anna");
  const anna = await Visitor.at(server, browser, "anna");
  const options = ["one", "two", "three"].map((value) => ({ label: value, value }));
  await server.post({ content: "Choose", components: [{ type: 1, components: [{ type: 3, custom_id: "several", min_values: 1, max_values: 2, options }] }] });
  const sent = [];
  anna.page.on("request", (request) => { if (request.url().endsWith("/act")) sent.push(request.postDataJSON().values); });
  const menu = anna.page.getByRole("menu");
  const choose = async (...names) => {
    await anna.press("Choose");
    for (const name of names) await menu.getByRole("menuitemcheckbox", { name }).click();
  };
  await choose("one", "two");
  await anna.page.keyboard.press("Escape");
  await menu.waitFor({ state: "detached" });
  assert.deepEqual(sent, [], "Escape sends a choice");
  await choose("one", "two", "three");
  await menu.getByRole("menuitem", { name: "Done" }).click();
  await anna.page.getByText("This number of choices is not allowed.").waitFor();
  await choose("three", "one");
  await menu.getByRole("menuitem", { name: "Done" }).click();
  await anna.page.waitForRequest((request) => request.url().endsWith("/act")).catch(() => {});
  assert.deepEqual(sent.at(-1), ["three", "one"]);
  await anna.leave();
  await server.stop();
});

test("a finger that rests on a member opens the menu, and one that scrolls does not", async () => {
  const mod = await enter("mod", { hasTouch: true, viewport: PHONE });
  const { page } = mod;
  await page.getByRole("button", { name: "Channels" }).click();
  const box = await page.locator("#members").getByRole("button", { name: "cleo" }).boundingBox();
  const [x, y] = [box.x + 40, box.y + 12];
  const client = await page.context().newCDPSession(page);
  const touch = (type, ...touchPoints) => client.send("Input.dispatchTouchEvent", { type, touchPoints });
  await touch("touchStart", { x, y });
  await page.getByRole("menuitem", { name: "Assign license" }).waitFor();
  await touch("touchEnd");
  await page.getByRole("menuitem", { name: "Assign license" }).tap();
  const form = page.getByRole("dialog");
  await form.getByRole("button", { name: "Close the form" }).tap();
  await form.waitFor({ state: "detached" });
  // The time of a rest is measured by the page's clock.
  await page.clock.install();
  await touch("touchStart", { x, y });
  for (const way of [10, 20, 40]) await touch("touchMove", { x, y: y - way });
  await page.clock.runFor(2000);
  await touch("touchEnd");
  assert.equal(await page.getByRole("menu").count(), 0);
  await mod.leave();
});

test("the keyboard's keys for a menu open it on a member", async () => {
  const mod = await enter("mod");
  const { page } = mod;
  const cleo = page.locator("#members").getByRole("button", { name: "cleo" });
  await cleo.focus();
  // Enter comes last: a menu that was opened otherwise must not swallow it.
  for (const key of ["ContextMenu", "Shift+F10", "Enter", "Space"]) {
    await page.keyboard.press(key);
    await page.getByRole("menu", { name: "Menu of cleo" }).waitFor();
    assert.equal(await focused(page), "Assign license", key);
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    assert.ok(await cleo.evaluate((node) => node === document.activeElement), key);
  }
  await page.keyboard.press("ContextMenu");
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog");
  await form.getByRole("textbox").first().waitFor();
  await page.keyboard.press("Escape");
  await form.waitFor({ state: "detached" });
  assert.ok(await cleo.evaluate((node) => node === document.activeElement), "the focus is lost after the form");
  await mod.leave();
});

test("Escape closes the drawer and the channels where they cover the chat", async () => {
  // The window is wide at first, and becomes narrow later.
  const mod = await enter("mod", { viewport: DESKTOP });
  const { page } = mod;
  const drawer = page.locator("#counter");
  await drawer.waitFor();
  await mod.toggle("Slow").focus();
  await page.keyboard.press("Escape");
  assert.ok(await drawer.isVisible(), "a drawer beside the chat is closed by Escape");
  await page.setViewportSize(PHONE);
  await drawer.waitFor({ state: "hidden" });
  for (const [name, part] of [["Behind the counter", "#counter"], ["Channels", "#sidebar"]]) {
    const button = page.getByRole("button", { name });
    await button.click();
    assert.equal(await button.getAttribute("aria-expanded"), "true");
    await page.locator(part).locator("input, button").first().focus();
    await page.keyboard.press("Escape");
    await page.locator(part).waitFor({ state: "hidden" });
    assert.equal(await button.getAttribute("aria-expanded"), "false");
    assert.ok(await button.evaluate((node) => node === document.activeElement), "the focus is lost");
  }
  await page.setViewportSize(DESKTOP);
  await drawer.waitFor();
  await mod.leave();
});

test("the tour shows its switches, also in a drawer that is closed", async () => {
  const mod = await enter("mod");
  const { page } = mod;
  const tour = page.getByRole("region", { name: "Guided tour" });
  const next = () => tour.getByRole("button", { name: /Skip this step|Next step/ }).click();
  const marked = () => page.locator("#counter .pointed > span > span:first-child").allInnerTexts();
  while (!await tour.getByText("Break the vendor").isVisible()) {
    assert.deepEqual(await marked(), []);
    await page.getByRole("button", { name: "Behind the counter" }).evaluate((button) => { if (button.getAttribute("aria-expanded") === "true") button.click(); });
    await next();
  }
  // The step opens the drawer, which stands beside the chat.
  await page.locator("#counter").waitFor();
  assert.deepEqual(await marked(), ["Loses its answers"]);
  // A pushed change of the switch keeps the mark.
  await mod.turns("Loses its answers", true);
  await mod.turns("Loses its answers", false);
  assert.deepEqual(await marked(), ["Loses its answers"]);
  await page.setViewportSize(PHONE);
  await next();
  await tour.getByText("Kill the bot").waitFor();
  assert.ok(!await page.locator("#counter").isVisible(), "the drawer covers the tour without being asked");
  assert.deepEqual((await marked()).sort(), ["Running", "Slow"]);
  await tour.getByRole("button", { name: "Show the switch" }).click();
  await page.locator("#counter").waitFor();
  assert.ok(await mod.toggle("Slow").evaluate((node) => node === document.activeElement));
  await page.keyboard.press("Escape");
  await tour.getByRole("button", { name: "Skip the tour" }).click();
  assert.deepEqual(await marked(), []);
  await mod.leave();
});

test("the chat shows its newest message, whatever grows around it, unless somebody reads further up", async () => {
  const mod = await enter("mod", { viewport: { width: 1366, height: 600 } });
  const { page } = mod;
  const log = page.locator("#log");
  const isAtEnd = () => page.waitForFunction(() => { const log = document.querySelector("#log"); return log.scrollHeight > log.clientHeight && log.scrollHeight - log.scrollTop - log.clientHeight < 2; });
  for (let time = 0; time < 3; time += 1) {
    await mod.runs("/help");
    await mod.page.locator("#log .message").nth(time).waitFor();
    await mod.page.waitForFunction(() => !document.querySelector("#log .thinking"));
  }
  await isAtEnd();
  await page.setViewportSize({ width: 1366, height: 500 });
  await isAtEnd();
  await mod.becomes("ada");
  await mod.becomes("mod");
  await isAtEnd();
  await log.evaluate((node) => node.scrollTo(0, 0));
  await page.waitForFunction(() => document.querySelector("#log").scrollTop === 0);
  await mod.runs("/help");
  await mod.page.waitForFunction(() => !document.querySelector("#log .thinking"));
  await page.setViewportSize({ width: 1366, height: 520 });
  await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
  assert.equal(await log.evaluate((node) => node.scrollTop), 0);
  await mod.leave();
});
