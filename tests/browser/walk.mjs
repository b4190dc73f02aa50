// Visits every page of the dashboard in every state, with believable or with hostile data.
import { PASSWORD } from "./vendor.mjs";

// What the pages of a walk show. A hostile walk puts other texts into the same places.
export const BELIEVABLE = {
  keyName: (name) => name,
  product: (number) => `plan ${number}`,
  license: (number) => `shop-QRST-${number}`,
  column: "note",
};

const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

// Fills an account so that every list has more than one page.
function fill(vendor, account, words) {
  const numbers = [...Array(130).keys()];
  vendor.stock(account, numbers.map((number) => [quoted(words.license(number)), quoted(words.product(number % 12)), number % 3 ? "2099-12-31" : ""].join(",")));
  const own = "account_id = (select id from vendor_account where name = ?)";
  vendor.sql(`update vendor_license set expiration = created_at - 1 where ${own} and id % 11 = 0`, account);
  vendor.sql(
    `insert into vendor_audit (account_id, at, initiator, action, subject) select account_id, created_at, 'command_line',
      'withdrawn', license_key from vendor_license where ${own} and id % 2 = 0`, account);
}

// Visits every page. `visit` is told the name of each page that the person is on.
export async function walk(vendor, person, account, visit, words = BELIEVABLE) {
  const open = (path, name) => person.open(`/dashboard/${path}`).then(() => visit(name));
  await strangersPages(person, account, open, visit);
  await person.signIn(account);
  await keyPages(vendor, person, open, visit, words);
  await licensePages(vendor, person, account, open, visit, words);
  await stockPages(person, open, visit, words);
  await open("usage", "usage");
  await open("audit", "audit");
  await open("audit?before=40", "audit, older entries");
  await open("settings/account", "account");
  await person.type("Your password", "wrong");
  await person.type("New password", "short");
  await person.press("Change password");
  await visit("account, with a wrong password");
  await person.type("Your password", PASSWORD);
  await person.type("New password", "short");
  await person.press("Change password");
  await visit("account, with a short password");
  await open("nowhere", "not found");
}

async function strangersPages(person, account, open, visit) {
  await open("sign-in", "sign-in");
  await person.type("Account", account);
  await person.type("Password", "wrong");
  await person.press("Sign in");
  await visit("sign-in, with a fault");
  await open("sign-in?done=signed-out", "sign-in, after signing out");
}

async function keyPages(vendor, person, open, visit, words) {
  await open("settings/keys", "API keys, none");
  await open("settings/keys/new", "new API key");
  const names = ["the bot", "the website", "the old bot", "a leaked key"];
  for (const name of names) {
    await person.open("/dashboard/settings/keys/new");
    await person.type("Name", words.keyName(name));
    if (name === "the website") await person.pick("Scope", "Read");
    if (name === "the old bot") await person.choose("Expires", "after 30 days");
    await person.type("Your password", PASSWORD);
    await person.press("Create key");
    const key = await person.page.locator("#key").innerText();
    if (name === "the bot") {
      await visit("the API key is shown");
      for (let call = 0; call < 12; call += 1) await vendor.status(key);
    }
    if (name === "the website") await vendor.assign(key, "no such key");
  }
  await person.open("/dashboard/settings/keys");
  await person.follow(`Roll ${words.keyName("the old bot")}`);
  await visit("roll");
  await person.pick("The old key keeps working for", "24 hours");
  await person.type("Your password", "wrong");
  await person.press("Roll key");
  await visit("roll, with a wrong password");
  const [rolled] = /keys\/\d+/.exec(person.page.url());
  await person.type("Your password", PASSWORD);
  await person.press("Roll key");
  await visit("the rolled key is shown");
  await open(`settings/${rolled}/roll`, "roll, too late");
  await person.open("/dashboard/settings/keys");
  await person.follow(`Revoke ${words.keyName("a leaked key")}`);
  await visit("revoke");
  await person.type("Your password", PASSWORD);
  await person.press("Revoke key");
  await visit("API keys, in every state");
  await person.open("/dashboard/settings/keys/new");
  await person.type("Name", "wrong password");
  await person.type("Your password", "wrong");
  await person.press("Create key");
  await visit("new API key, with a wrong password");
}

async function licensePages(vendor, person, account, open, visit, words) {
  await open("licenses", "licenses, none");
  fill(vendor, account, words);
  await open("licenses", "licenses");
  await person.follow("Older licenses");
  await visit("licenses, older ones");
  await open("licenses/products", "products");
  await person.open("/dashboard/licenses");
  await person.type("Key or a part of it", "QRST");
  await person.press("Search");
  await visit("search for a part of a key");
  await person.type("Key or a part of it", "no such key");
  await person.press("Search");
  await visit("search without a result");
  const first = person.page.getByRole("group", { name: "Licenses" }).getByRole("link").first();
  await person.open("/dashboard/licenses?state=in_stock");
  await first.click();
  await visit("license");
  await person.press("Reveal key");
  await visit("license, revealed");
  await person.type("Discord user id", "x");
  await person.press("Assign");
  await visit("license, with a wrong Discord id");
  await person.type("Discord user id", "123456789012345678");
  await person.press("Assign");
  await visit("license, assigned");
  await person.open("/dashboard/licenses?state=in_stock");
  await first.click();
  await person.press("Withdraw license");
  await visit("license, withdrawn");
  await open("licenses?state=assigned", "licenses, assigned ones");
}

async function stockPages(person, open, visit, words) {
  await open("licenses/import", "import");
  await person.press("Preview");
  await visit("import, without a file");
  const head = `key,product,expiration,${quoted(words.column)}`;
  const numbers = [...Array(120).keys()];
  await person.type("Or paste the lines", [head, ...numbers.map((number) => `${quoted(`new${words.license(number)}`)},${quoted(words.product(number))},2099-12-31,x`), `${quoted(words.license(1))},plan,,x`, "old,plan,2020-01-01,x"].join("\n"));
  await person.tick("Skip known licenses");
  await person.press("Preview");
  await visit("preview of an import");
  await person.open("/dashboard/licenses/import");
  await person.type("Or paste the lines", [head, ...numbers.map((number) => `new-${number},,31.2.2027,x`)].join("\n"));
  await person.press("Preview");
  await visit("preview of an import, with problems");
  await open("licenses/withdraw", "withdraw");
  await person.type("Keys", [words.license(3), ...numbers.map((number) => `unknown-${words.license(number)}`)].join("\n"));
  await person.press("Withdraw");
  await visit("withdraw, with a report");
  await open("licenses/export", "export");
}
