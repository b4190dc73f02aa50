// The playground: each switch breaks something, and the sale survives it.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { startBrowser } from "./browser.mjs";
import { Visitor, startDemo } from "./playground.mjs";

let demo;
let browser;
let mod;
before(async () => { browser = await startBrowser(); });
after(() => browser?.close());
beforeEach(async () => {
  demo = await startDemo();
  mod = await Visitor.at(demo, browser, "mod");
  await mod.meetsTheBot();
});
afterEach(async () => {
  await mod.leave();
  assert.equal(await demo.stop(), 0);
});

const steps = () => mod.panel("The steps of each sale").innerText();
const assigned = () => mod.panel("Its stock").getByText("assigned to").count();

// Sells anna a license, and waits for a step of the sale.
async function sell(step) {
  await mod.runs("/assignlicense member:anna");
  await mod.panel("The steps of each sale").getByText(step).first().waitFor({ timeout: 20_000 });
}

test("a bot that is killed in the middle of a sale finishes it", async () => {
  await mod.turns("Slow", true);
  await mod.runs("/assignlicense member:anna");
  await mod.panel("The steps of each sale").getByText("requested").waitFor();
  await mod.turns("Running", false);
  await mod.page.getByText("The bot is not connected.").waitFor();
  assert.ok(!(await steps()).includes("delivered"));
  await mod.turns("Slow", false);
  await mod.turns("Running", true);
  await mod.panel("The steps of each sale").getByText("delivered").waitFor({ timeout: 30_000 });
  assert.equal(await assigned(), 1);
  await mod.becomes("anna");
  await mod.opens("bot");
  await mod.sees("Your license");
});

test("a power cut takes back what was not synced, and the sale finishes without a second key", async () => {
  await sell("delivered");
  await mod.page.getByRole("button", { name: "Cut the power" }).click();
  await mod.page.getByText(/The ledger lost \d+ bytes/).waitFor();
  await mod.meetsTheBot();
  await mod.panel("The steps of each sale").getByText("delivered").waitFor({ timeout: 60_000 });
  assert.equal(await assigned(), 1);
  await mod.becomes("anna");
  await mod.opens("bot");
  await mod.sees("Your license");
  assert.equal(await mod.page.locator("#log .code").count(), 1, "the key was sent twice");
  await mod.becomes("mod");
  await mod.runs("/assignlicense member:ada");
  await mod.panel("Its stock").getByText("assigned to ada").waitFor({ timeout: 20_000 });
  assert.equal(await assigned(), 2);
});

test("a slow vendor delays a sale", async () => {
  await mod.turns("Slow", true);
  await mod.runs("/assignlicense member:anna");
  await mod.sees("The bot is thinking");
  await mod.sees("License sold");
});

test("a vendor that is down is waited for", async () => {
  await mod.turns("Down", true);
  await mod.runs("/assignlicense member:anna");
  await mod.panel("Its calls").getByText("503 (down)").first().waitFor();
  assert.equal(await assigned(), 0);
  await mod.turns("Down", false);
});

test("a lost answer sells the same key, and never a second one", async () => {
  await mod.turns("Loses its answers", true);
  await sell("reconciled");
  await mod.panel("Its calls").getByText("(answer lost)").first().waitFor();
  assert.equal(await assigned(), 1);
});

test("a refusal after assigning sells nothing without a person", async () => {
  await mod.turns("Refuses after assigning", true);
  await sell("refused");
  await mod.panel("Its calls").getByText("(refused after assigning)").first().waitFor();
  assert.equal(await assigned(), 1);
});

test("a rate limit of the vendor is waited for", async () => {
  await mod.turns("Rate limit reached", true);
  await mod.runs("/assignlicense member:anna");
  await mod.panel("Its calls").getByText("429").first().waitFor();
  await mod.turns("Rate limit reached", false);
});

for (const label of ["Messages fail", "Messages are limited"]) {
  test(`Discord: ${label}, and the key arrives later`, async () => {
    await mod.turns(label, true);
    await sell("assigned");
    assert.ok(!(await steps()).includes("delivered"));
    await mod.turns(label, false);
    await mod.panel("The steps of each sale").getByText("delivered").waitFor({ timeout: 60_000 });
  });
}

test("a person's DMs are closed and opened", async () => {
  await mod.turns("DMs of anna are closed", true);
  await sell("undelivered");
  await mod.turns("DMs of anna are closed", false);
});

test("the tour leads from the first sale to a killed bot", async () => {
  const tour = mod.page.getByRole("region", { name: "Guided tour" });
  const press = (name) => tour.getByRole("button", { name, exact: true }).click();
  const done = () => tour.getByText("✓ Done.").waitFor({ timeout: 30_000 });
  const fillAndSend = async () => {
    await press("Fill in the command");
    await mod.page.locator("#composer").getByRole("button", { name: "Send" }).click();
  };
  await fillAndSend();
  await done();
  await press("Next step");
  await fillAndSend();
  await done();
  await press("Next step");
  await press("Become ben");
  await mod.is("ben");
  await mod.press("Claim");
  await done();
  await press("Next step");
  await press("Become mod");
  await mod.is("mod");
  await mod.turns("Loses its answers", true);
  await fillAndSend();
  await done();
  await mod.turns("Loses its answers", false);
  await press("Next step");
  await mod.turns("Slow", true);
  await fillAndSend();
  await mod.sees("The bot is thinking");
  await mod.turns("Running", false);
  await mod.turns("Running", true);
  await mod.turns("Slow", false);
  await done();
  await press("Next step");
  await tour.getByText("That was the tour").waitFor();
  await press("Close");
  await tour.waitFor({ state: "hidden" });
});
