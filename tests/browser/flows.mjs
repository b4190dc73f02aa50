// What people do at the dashboard, written once for every kind of hands.
//
// A flow gets the server, an account of its own, and a function that opens a browser for one more person.
import { strict as assert } from "node:assert";
import { PASSWORD } from "./vendor.mjs";

const KEY = /^kc_live_[0-9A-Za-z]+_[0-9A-Za-z]+$/;

// Creates an API key in the settings and leaves the page that shows it. Returns the key and its `curl` line.
export async function createKey(person, name, { scope, expires } = {}) {
  await person.follow("Settings");
  await person.follow("New API key");
  await person.type("Name", name);
  if (scope) await person.pick("Scope", scope);
  if (expires) await person.choose("Expires", expires);
  await person.type("Your password", PASSWORD);
  await person.press("Create key");
  await person.sees("it is shown only once");
  const [key, line] = [await person.copied("Copy key", "key"), await person.copied("Copy command", "curl")];
  assert.match(key, KEY);
  await person.follow("I have stored the key");
  return { key, line };
}

async function signIn({ account, enter }) {
  const person = await enter();
  await person.open("/dashboard/licenses");
  assert.equal(await person.heading(), "Sign in", "a page was shown to a stranger");
  await person.signIn(account);
  assert.equal(await person.heading(), "Licenses");
  await person.sees(account);
  await person.press("Sign out");
  await person.sees("You are signed out.");
  await person.page.goBack();
  await person.doesNotSee("Stock by product");
}

async function createAndUse({ vendor, account, enter }) {
  vendor.stock(account, ["ps-AAAA-1,lifetime,"]);
  const person = await (await enter()).signIn(account);
  const { key, line } = await createKey(person, "the bot", { expires: "after 30 days" });
  const answer = vendor.pasted(line);
  assert.deepEqual([answer.ok, answer.licenses.map((license) => license.key)], [true, ["ps-AAAA-1"]]);
  await person.open("/dashboard/settings/keys");
  await person.sees("the bot", "read and assign", /active\s+until/, `${key.slice(0, 12)}`);
  await person.doesNotSee(key);
  assert.ok(!(await person.page.content()).includes(key), "the key is in the page");
  await person.follow("Usage");
  await person.sees("1 call in the last 60 minutes");
}

async function wrongPasswordForKey({ account, enter }) {
  const person = await (await enter()).signIn(account);
  await person.follow("Settings");
  await person.follow("New API key");
  await person.type("Name", "the bot");
  await person.type("Your password", "not my password");
  await person.press("Create key");
  await person.sees("This is not the password of the account.");
  assert.equal(await person.page.getByLabel("Name", { exact: true }).inputValue(), "the bot");
  await person.type("Your password", PASSWORD);
  await person.press("Create key");
  await person.sees("it is shown only once");
}

async function roll({ vendor, account, enter }) {
  const person = await (await enter()).signIn(account);
  const first = (await createKey(person, "the bot")).key;
  const second = await rolled(person, "1 hour", "The old key works for one more hour.");
  assert.deepEqual([await vendor.status(first), await vendor.status(second)], [200, 200], "both work in the overlap");
  await person.follow("I have stored the key");
  await person.sees(/being replaced\s+until/);
  // The hour is over as soon as the expiry is moved into the past.
  const moved = vendor.sql("update vendor_api_key set expires_at = created_at where replaced_by is not null and expires_at is not null");
  assert.equal(moved.changed, 1);
  assert.deepEqual([await vendor.status(first), await vendor.status(second)], [401, 200], "only the new key works");
  await person.follow("API keys");
  await person.sees("No longer working", "replaced");
  const third = await rolled(person, "0 hours", "The old key no longer works.");
  assert.deepEqual([await vendor.status(second), await vendor.status(third)], [401, 200], "without an overlap");
  // A window that still shows the old list cannot roll a key twice.
  vendor.sql("update vendor_api_key set expires_at = created_at + 1 where replaced_by is not null");
}

async function rolled(person, overlap, words) {
  await person.follow("Roll the bot");
  await person.pick("The old key keeps working for", overlap);
  await person.type("Your password", PASSWORD);
  await person.press("Roll key");
  await person.sees(words);
  return person.copied("Copy key", "key");
}

async function revoke({ vendor, account, enter }) {
  const person = await (await enter()).signIn(account);
  const { key } = await createKey(person, "the bot");
  assert.equal(await vendor.status(key), 200);
  await person.follow("Revoke the bot");
  await person.sees("the bot stops working at once");
  await person.follow("Cancel");
  await person.follow("Revoke the bot");
  await person.type("Your password", PASSWORD);
  await person.press("Revoke key");
  await person.sees("The API key is revoked.", "No API key works at the moment.", "revoked");
  assert.equal(await vendor.status(key), 401);
}

async function readOnly({ vendor, account, enter }) {
  vendor.stock(account, [`${account}-1,lifetime,`]);
  const person = await (await enter()).signIn(account);
  const { key, line } = await createKey(person, "the website", { scope: "Read" });
  assert.equal(vendor.pasted(line).licenses.length, 1);
  const refused = await vendor.assign(key, `${account}-1`);
  assert.deepEqual(refused, { status: 403, ok: false, message: "Invalid API key" });
  await person.follow("Usage");
  await person.sees("/reseller/assignlicense", "403");
  await person.follow("Licenses");
  await person.doesNotSee("123456789012345678");
}

async function tooManyPasswords({ account, enter }) {
  const person = await enter();
  await person.open("/dashboard");
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    await person.type("Account", account);
    await person.type("Password", `guess ${attempt}`);
    await person.press("Sign in");
    await person.sees("The account or the password is wrong.");
  }
  await person.signIn(account);
  await person.sees(/Too many attempts\. Try again in \d+ minutes\./);
  await person.open("/dashboard/licenses");
  assert.equal(await person.heading(), "Sign in");
}

const HEAD = "key,product,expiration";

async function importLicenses({ account, enter }) {
  const person = await (await enter()).signIn(account);
  const good = [HEAD, `${account}-1,monthly,2099-12-31`, `${account}-2,lifetime,`].join("\n");
  const more = good.replaceAll(`${account}-`, `${account}-file-`);
  const [, first] = good.split("\n");
  for (const [enterLines, right] of [
    [(text) => person.type("Or paste the lines", text), good],
    [(text) => person.attach("File", "stock.csv", text), more],
  ]) {
    await person.follow("Licenses");
    await person.follow("Import");
    await enterLines([HEAD, first, ",monthly,", first].join("\n").replaceAll(`${account}-`, `${account}-bad-`));
    await person.press("Preview");
    await person.sees("Nothing will be imported: 2 problems to correct.", "Line 3: the key is missing", "Line 4: the key is the same as in line 2");
    assert.equal(await person.page.getByRole("button", { name: "Import now" }).count(), 0);
    await person.follow("Choose another file");
    await enterLines(right);
    await person.press("Preview");
    await person.sees("2 licenses will be imported.", "monthly", "2099-12-31 23:59");
    await person.press("Import now");
    await person.sees("2 imported.");
  }
  await person.follow("Import");
  await person.type("Or paste the lines", good.concat(`\n${account}-3,lifetime,`));
  await person.tick("Skip known licenses");
  await person.press("Preview");
  await person.sees("1 license will be imported, 2 known licenses skipped.");
}

async function withdraw({ vendor, account, enter }) {
  const [one, two, three] = [1, 2, 3].map((number) => `${account}-${number}`);
  vendor.stock(account, [one, two, three].map((key) => `${key},lifetime,`));
  const key = vendor.run(["key", "create", account]).trim();
  const stock = async () => {
    const answer = await fetch(`${vendor.base}/reseller/myavailable?api_token=${key}`);
    return (await answer.json()).licenses.map((license) => license.key).sort();
  };
  const person = await (await enter()).signIn(account);
  await person.follow("Withdraw");
  await person.type("Keys", `${one}\nno-such-key`);
  await person.press("Withdraw");
  await person.sees("1 license withdrawn.", "1 line not changed.", "The account has no such license.");
  assert.deepEqual(await stock(), [two, three]);
  await person.follow("Licenses");
  await openLicense(person, two);
  await person.press("Withdraw license");
  await person.sees("The license is withdrawn.");
  assert.deepEqual(await stock(), [three]);
  await person.press("Restore license");
  await person.sees("The license is back in stock.");
  assert.deepEqual(await stock(), [two, three]);
}

// Searches for a whole key and opens the page of its license.
async function openLicense(person, key) {
  await person.type("Key or a part of it", key);
  await person.press("Search");
  const link = person.page.getByRole("group", { name: "Licenses" }).getByRole("link");
  assert.equal(await link.count(), 1);
  await person.follow(await link.innerText());
}

async function reveal({ vendor, account, enter }) {
  const key = `${account}-QRST-UVWXYZ-123`;
  vendor.stock(account, [`${key},lifetime,`, "another-key,lifetime,"]);
  const person = await (await enter()).signIn(account);
  await person.doesNotSee(key);
  await openLicense(person, key);
  const masked = await person.page.locator("bdi.key").innerText();
  await person.doesNotSee(key);
  await person.press("Reveal key");
  assert.equal(await person.copied("Copy key", "key"), key);
  await person.follow("Audit");
  const entry = person.page.getByRole("row").filter({ hasText: "License key revealed" });
  assert.equal(await entry.count(), 1);
  const words = await entry.innerText();
  assert.ok(words.includes(masked) && words.includes("127.0.0.1"), words);
  await person.doesNotSee(key);
}

async function assignByHand({ vendor, account, enter }) {
  vendor.stock(account, [`${account}-1,lifetime,`]);
  const person = await (await enter()).signIn(account);
  await openLicense(person, `${account}-1`);
  await person.type("Discord user id", "not a number");
  await person.press("Assign");
  await person.sees("A Discord user id is a number of up to 20 digits.");
  await person.type("Discord user id", "123456789012345678");
  await person.press("Assign");
  await person.sees("The license is assigned.", "123456789012345678");
  await person.follow("Back to the licenses");
  await person.type("Buyer's Discord id", "123456789012345678");
  await person.choose("State", "assigned");
  await person.press("Search");
  assert.equal(await person.page.getByRole("group", { name: "Licenses" }).getByRole("link").count(), 1);
}

async function exportLicenses({ vendor, account, enter }) {
  vendor.stock(account, [`${account}-QRST-UVWXYZ-123,lifetime,`]);
  const person = await (await enter()).signIn(account);
  await person.follow("Export");
  const masked = await person.download("Export");
  assert.ok(!masked.includes("UVWXYZ") && masked.includes("lifetime"), masked);
  await person.tick("Whole keys");
  assert.ok((await person.download("Export")).includes(`${account}-QRST-UVWXYZ-123,lifetime,in stock`));
  await person.follow("Audit");
  await person.sees("any state, masked keys", "any state, whole keys");
}

async function signOutEverywhere({ account, enter }) {
  const [here, there] = [await enter(), await enter()];
  await here.signIn(account);
  await there.signIn(account);
  await here.follow("Settings");
  await here.follow("Account");
  await here.press("Sign out everywhere");
  await here.sees("You are signed out.");
  await there.follow("Audit");
  assert.equal(await there.heading(), "Sign in", "the other browser is still signed in");
}

async function changePassword({ account, enter }) {
  const [here, there] = [await enter(), await enter()];
  await here.signIn(account);
  await there.signIn(account);
  await here.follow("Settings");
  await here.follow("Account");
  await here.type("Your password", PASSWORD);
  await here.type("New password", "short");
  await here.press("Change password");
  await here.sees(/at least 12|12 characters/);
  await here.type("Your password", PASSWORD);
  await here.type("New password", "another long password");
  await here.press("Change password");
  await here.sees("You are signed out.");
  await there.follow("Licenses");
  assert.equal(await there.heading(), "Sign in", "the other browser is still signed in");
  await here.signIn(account);
  await here.sees("The account or the password is wrong.");
  await here.signIn(account, "another long password");
  assert.equal(await here.heading(), "Licenses");
}

export const FLOWS = {
  "signs in and out": signIn,
  "creates a key and uses it with the pasted curl line": createAndUse,
  "mistypes the password for a new key": wrongPasswordForKey,
  "rolls a key": roll,
  "revokes a key": revoke,
  "cannot assign with a key that may only read": readOnly,
  "imports licenses, with a bad line first": importLicenses,
  "withdraws and restores licenses": withdraw,
  "reveals a key, which the audit records": reveal,
  "assigns a license by hand": assignByHand,
  "exports licenses": exportLicenses,
  "signs out everywhere": signOutEverywhere,
  "changes the password": changePassword,
  "enters a wrong password ten times": tooManyPasswords,
};
