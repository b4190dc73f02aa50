// Takes the pictures of docs/dashboard.md. Usage: node pictures.mjs FOLDER
import { startBrowser } from "./browser.mjs";
import { createKey } from "./flows.mjs";
import { Person } from "./person.mjs";
import { Pointer } from "./pointer.mjs";
import { PASSWORD, startVendor } from "./vendor.mjs";

const [folder] = process.argv.slice(2);
const ACCOUNT = "nightowl-games";
const PRODUCTS = [["Aurora lifetime", 41], ["Aurora monthly", 118], ["Aurora yearly", 64], ["Soundpack 2", 23]];
const DAY = 24 * 60 * 60 * 1000;

// Draws the same letters on every run, so that a new picture differs only where the page does.
let seed = 20;
function group() {
  const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  return Array.from({ length: 5 }, () => {
    seed = (seed * 48271) % 2147483647;
    return letters[seed % letters.length];
  }).join("");
}

function license(product) {
  return `${product.replace(/[^A-Z0-9]/g, "").slice(0, 2)}${group().slice(0, 3)}-${group()}-${group()}-${group()}`;
}

// Fills the stock, and lets time pass for a part of it.
function fill(vendor) {
  const lines = PRODUCTS.flatMap(([product, number]) => Array.from({ length: number }, () => {
    const days = { "Aurora monthly": 90, "Aurora yearly": 400 }[product];
    const end = days ? new Date(Date.now() + days * DAY).toISOString().slice(0, 10) : "";
    return `${license(product)},${product},${end}`;
  }));
  // The products come mixed, as they do in a shop.
  vendor.stock(ACCOUNT, lines.map((line, number) => [(number * 37) % 101, line]).sort(([one], [other]) => one - other).map(([, line]) => line));
  vendor.sql(`update vendor_license set slot = null, assigned_at = created_at, assigned_by = 1,
    assigned_to = cast(80351110224678912 + id * 7919 * 104729 as text) where id % 4 = 1 or id > 242 and id % 3 > 0`);
  vendor.sql("update vendor_license set slot = null, withdrawn_at = created_at where assigned_to is null and id % 29 = 0");
  vendor.sql("update vendor_license set expiration = ? where assigned_to is null and expiration is not null and id % 23 = 0", Date.now() - DAY);
}

async function keys(vendor, person) {
  const bot = await createKey(person, "keyclerk bot");
  fill(vendor);
  await createKey(person, "web shop", { expires: "after 90 days" });
  const report = await createKey(person, "stock report", { scope: "Read" });
  for (let call = 0; call < 17; call += 1) await vendor.status(bot.key);
  await vendor.status(report.key);
  await person.follow("Roll web shop");
  await person.pick("The old key keeps working for", "24 hours");
  await person.type("Your password", PASSWORD);
  await person.press("Roll key");
  const age = { "keyclerk bot": 61, "web shop": 34, "stock report": 12 };
  for (const [name, days] of Object.entries(age)) {
    vendor.sql("update vendor_api_key set created_at = created_at - ? where name = ? and (replaced_by is not null or name <> 'web shop')", days * DAY, name);
  }
  vendor.sql("update vendor_api_key set last_used_at = ? where name = 'web shop' and replaced_by is not null", Date.now() - 240_000);
}

const [vendor, browser] = await Promise.all([startVendor(), startBrowser()]);
vendor.account(ACCOUNT);
const person = await Person.at(vendor, browser, Pointer, { viewport: { width: 1180, height: 640 }, deviceScaleFactor: 1.2 });
await person.signIn(ACCOUNT);
await keys(vendor, person);
await person.open("/dashboard/settings/keys");
await person.page.setViewportSize({ width: 1180, height: 620 });
await person.page.screenshot({ path: `${folder}/dashboard-keys.png` });
await person.open("/dashboard/licenses");
await person.page.setViewportSize({ width: 1180, height: 800 });
await person.page.screenshot({ path: `${folder}/dashboard-licenses.png` });
await person.leave();
await browser.close();
await vendor.stop();
