// The playground: people sell, claim, are refused, and read what the bot writes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser } from "./browser.mjs";
import { Visitor, startDemo } from "./playground.mjs";

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

test("a moderator sells, and two tabs are two people", async () => {
  const [mod, anna] = await Promise.all([enter("mod"), enter("anna")]);
  await mod.runs("/assignlicense member:anna product:lifetime note:ticket 4711");
  await mod.sees("License sold");
  await anna.opens("bot");
  await anna.sees("Your license from Anna's Shop");
  const key = await anna.page.locator("#log .code code").innerText();
  assert.match(key, /^ps-/);
  await anna.press("Copy");
  assert.equal(await anna.page.evaluate(() => navigator.clipboard.readText()), key);
  await mod.panel("The steps of each sale").getByText("delivered", { exact: true }).waitFor();
  await mod.panel("Its stock").getByRole("row", { name: key }).getByText("assigned to anna").waitFor();
  await mod.panel("Its calls").getByText("/reseller/assignlicense").first().waitFor();
  assert.ok(!(await mod.page.locator("#log").textContent()).includes(key), "staff see the whole key");
  assert.equal(await anna.page.locator("#channels", { hasText: "sales" }).count(), 0, "a buyer sees the staff's channel");
  await mod.opens("sales");
  await mod.sees("Sale #1");
  await Promise.all([mod.leave(), anna.leave()]);
});

test("a buyer with closed DMs claims, and nobody else can", async () => {
  const visitor = await enter("mod");
  await visitor.runs("/assignlicense member:ben");
  await visitor.sees("press Claim");
  await visitor.becomes("anna");
  await visitor.press("Claim");
  await visitor.sees("somebody else");
  await visitor.becomes("ben");
  assert.equal(await visitor.message("somebody else").count(), 0, "an ephemeral message is seen by another person");
  await visitor.press("Claim");
  await visitor.sees("Your license");
  await visitor.becomes("mod");
  await visitor.sees("License sold");
  await visitor.leave();
});

test("an outsider is refused", async () => {
  const zoe = await enter("zoe");
  await zoe.runs("/assignlicense member:zoe");
  await zoe.sees("server");
  assert.equal(await zoe.message("License sold").count(), 0);
  await zoe.leave();
});

test("a buyer has no staff commands, and cannot write", async () => {
  const anna = await enter("anna");
  await anna.page.locator("#input").fill("/");
  await anna.page.locator(".entries li").first().waitFor();
  const offered = await anna.page.locator(".entries li").allInnerTexts();
  assert.ok(offered.some((text) => text.startsWith("/mylicenses")) && !offered.some((text) => text.startsWith("/assign")), offered.join());
  await anna.page.locator("#input").fill("hello");
  await anna.page.keyboard.press("Enter");
  await anna.page.getByText("People cannot write here").waitFor();
  await anna.leave();
});

test("the bot answers while somebody types an option", async () => {
  const mod = await enter("mod");
  await mod.page.locator("#input").pressSequentially("/assignl");
  await mod.page.keyboard.press("Enter");
  const member = mod.page.getByRole("combobox", { name: "member" });
  await member.pressSequentially("ad");
  await mod.page.getByRole("option", { name: "ada" }).waitFor();
  await mod.page.keyboard.press("Enter");
  assert.equal(await member.inputValue(), "ada");
  await mod.page.getByRole("button", { name: "+ product" }).click();
  await mod.page.getByRole("combobox", { name: "product" }).pressSequentially("life");
  const choice = mod.page.getByRole("option", { name: /lifetime/ }).first();
  await choice.waitFor();
  await mod.page.getByRole("option", { name: /monthly/ }).waitFor({ state: "detached" });
  await mod.page.keyboard.press("Enter");
  await mod.page.locator("#composer").getByRole("button", { name: "Send" }).click();
  await mod.sees("@ada");
  await mod.leave();
});

test("a right click sells by a form", async () => {
  const mod = await enter("mod");
  await mod.page.locator("#members").getByRole("button", { name: "ada" }).click({ button: "right" });
  await mod.page.getByRole("menuitem", { name: "Assign license" }).click();
  const form = mod.page.getByRole("dialog");
  await form.getByRole("textbox").first().waitFor();
  await form.getByRole("textbox").last().fill("by the form");
  await form.getByRole("button", { name: "Submit" }).click();
  await form.waitFor({ state: "detached" });
  // Ada may have bought before, in which case the bot asks.
  await mod.page.locator("#log .message").filter({ hasText: /License sold|another/ }).last().waitFor();
  await mod.leave();
});

test("the chart is a picture, and an export is a file", async () => {
  const ada = await enter("ada");
  await ada.runs("/sales stats");
  const chart = ada.page.locator("#log .message img").last();
  await chart.waitFor();
  assert.ok(await chart.evaluate(async (image) => { await image.decode(); return image.naturalWidth; }) > 100);
  await ada.runs("/sales export");
  const link = ada.page.getByRole("link", { name: /Download .*\.csv/ }).last();
  await link.waitFor();
  const download = ada.page.waitForEvent("download");
  await link.click();
  assert.match((await download).suggestedFilename(), /\.csv$/);
  const parts = [];
  for await (const part of await (await download).createReadStream()) parts.push(part);
  assert.match(Buffer.concat(parts).toString("utf8"), /anna|delivered/);
  await ada.leave();
});

test("the commands and answers are in the chosen language", async () => {
  const anna = await enter("anna");
  await anna.page.getByLabel("Language").selectOption("de");
  await anna.page.locator("#input").fill("/");
  await anna.page.getByRole("option", { name: /Lizenzen/ }).first().waitFor();
  await anna.runs("/mylicenses");
  await anna.sees("Lizenz");
  await anna.leave();
});

test("a sale by the keyboard alone", async () => {
  const { page, ...visitor } = await enter("mod");
  await page.keyboard.press("Tab");
  await page.getByRole("link", { name: "Skip to the input" }).press("Enter");
  await page.keyboard.type("/assign");
  await page.locator(".entries li").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.keyboard.type("anna");
  await page.getByRole("option", { name: "anna" }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  // Anna bought before, so the bot asks. Tab leads to its buttons.
  const button = page.locator("#log .message").last().getByRole("button").first();
  await button.waitFor();
  for (let steps = 0; steps < 60 && !(await button.evaluate((node) => node === document.activeElement)); steps += 1) await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await page.locator("#log .message", { hasText: "License sold" }).last().waitFor();
  await visitor.window.close();
});
