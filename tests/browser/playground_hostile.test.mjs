// The playground: texts that try to be markup stay text, whoever wrote them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser } from "./browser.mjs";
import { sideways, violations } from "./look.mjs";
import { Visitor, startDemo, startPage } from "./playground.mjs";

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1400, height: 900 };
const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>';
const MARKS = "**bold** `code` ||spoiler|| [label](javascript:alert(3)) [shop](https://shop.example/a)";
const TURNED = "\u202Edesrever\u2066 \u200F";

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser?.close());

test("hostile names and messages stay text", async () => {
  const names = [HOSTILE, MARKS, TURNED, "x".repeat(6000)];
  const server = await startPage(...names);
  const visitor = await Visitor.at(server, browser, HOSTILE);
  const { page } = visitor;
  for (const name of names) await server.post({ content: `> ${name.slice(0, 1900)}`, embeds: [{ type: "rich", title: name.slice(0, 256), description: name.slice(0, 2000), fields: [{ name: name.slice(0, 256), value: name.slice(0, 1024), inline: true }], footer: { text: name.slice(0, 2000) } }], components: [{ type: 1, components: [{ type: 2, style: 1, label: name.slice(0, 80), custom_id: "a" }, { type: 3, custom_id: "b", placeholder: name.slice(0, 150), options: [{ label: name.slice(0, 100), value: "v" }] }].slice(0, 1) }] });
  await server.post({ content: "*".repeat(2000) });
  await server.post({ content: `${"`".repeat(7)}${"||".repeat(500)}<@1> <t:99999999999999:F> <t:9999999999999:F>` });
  await page.locator("#log .message").nth(names.length + 1).waitFor();
  assert.equal(await page.locator("script:not([src])").count(), 0);
  assert.equal(await page.locator("#log img").count(), 0);
  assert.ok((await page.locator("#log").textContent()).includes(HOSTILE));
  assert.deepEqual(await page.locator("#log a").evaluateAll((links) => [...new Set(links.map((link) => link.protocol))]), ["https:"]);
  assert.ok((await page.locator("#members").innerText()).includes(HOSTILE));
  for (const size of [DESKTOP, PHONE]) {
    await page.setViewportSize(size);
    assert.deepEqual(await sideways(page), []);
    assert.deepEqual(await violations(page), []);
  }
  await visitor.leave();
  await server.stop();
});

test("a message as long as Discord allows stays text", async () => {
  const server = await startPage("anna");
  const visitor = await Visitor.at(server, browser, "anna");
  const { page } = visitor;
  const long = (length) => `${HOSTILE} ${TURNED} **`.repeat(200).slice(0, length);
  // 2,000 characters of content, and 6,000 of embeds.
  await server.post({ content: long(2000), embeds: [{ type: "rich", title: long(256), description: long(4096), fields: [{ name: long(256), value: long(1024) }], footer: { text: long(368) } }] });
  await page.locator("#log .message").waitFor();
  const text = await page.locator("#log .message").evaluate((node) => node.textContent);
  assert.ok(text.split("<script>").length - 1 >= 80, "the text is shown whole");
  assert.equal(await page.locator("script:not([src]), #log img").count(), 0);
  assert.ok((await page.locator("#announcer").innerText()).length <= 300, "a screen reader is told everything");
  for (const size of [DESKTOP, PHONE]) {
    await page.setViewportSize(size);
    assert.deepEqual(await sideways(page), []);
  }
  await visitor.leave();
  await server.stop();
});

// Returns a text of a CSV file.
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

test("the bot sells hostile products with hostile keys and notes, and all stay text", async () => {
  const demo = await startDemo();
  const products = [HOSTILE, "# **b** ||s|| `c` <@1> @everyone", `${TURNED}a`, "x".repeat(100)];
  const keys = ["<script>alert(4)</script>", "**k** `k` ```k <b>", `${TURNED}key-of-marks`, `k${"<i>".repeat(166)}k`];
  demo.imports(products.map((product, at) => `${quoted(keys[at])},${quoted(product)},`));
  const mod = await Visitor.at(demo, browser, "mod");
  await mod.meetsTheBot();
  // The panel shows the vendor's texts as they are, and the product of what is not sold.
  const shownStock = async () => (await mod.panel("Its stock").innerText()).replaceAll(/\s+/g, " ");
  await mod.runs("/myavailable");
  await mod.panel("Its stock").getByText(keys[0]).waitFor();
  for (const text of [...keys, ...products]) assert.ok((await shownStock()).includes(text), text);
  const note = `${HOSTILE} ${MARKS} ${TURNED} `.repeat(9).slice(0, 500).trim();
  for (const [at, product] of products.entries()) {
    await mod.runs(`/assignlicense member:anna product:${product} note:${note}`);
    await mod.page.locator("#log .message", { hasText: `Sale #${at + 1}` }).filter({ hasText: "License sold" }).waitFor({ timeout: 20_000 });
  }
  const look = async () => {
    assert.equal(await mod.page.locator("script:not([src]), #log img, #counter :is(script, img, i, b)").count(), 0);
    assert.deepEqual(await mod.page.locator("#log a").evaluateAll((links) => links.map((link) => link.protocol).filter((protocol) => protocol !== "https:" && protocol !== "http:")), []);
    for (const size of [PHONE, DESKTOP]) {
      await mod.page.setViewportSize(size);
      assert.deepEqual(await sideways(mod.page), []);
    }
    assert.deepEqual(await violations(mod.page), []);
  };
  assert.ok((await mod.page.locator("#log").textContent()).includes(HOSTILE));
  await look();
  const sold = await shownStock();
  for (const key of keys) assert.ok(sold.includes(key), `${key} is missing: ${sold}`);
  await mod.opens("sales");
  await mod.sees("Sale #4");
  await look();
  await mod.opens("general");
  for (const command of ["/myavailable", "/sales list", "/sales show sale:1"]) {
    await mod.runs(command);
    await mod.newest().locator(".embed").waitFor();
    await look();
  }
  await mod.becomes("anna");
  await mod.opens("bot");
  await mod.sees("Order #4");
  const letters = await mod.page.locator("#log").textContent();
  for (const key of [keys[0], keys[3]]) assert.ok(letters.includes(key), key);
  await look();
  await mod.leave();
  assert.equal(await demo.stop(), 0);
});
