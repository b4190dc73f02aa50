// The examples of the vendor's document run with an API key that was created in a browser.
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { startBrowser } from "./browser.mjs";
import { createKey } from "./flows.mjs";
import { Person } from "./person.mjs";
import { Pointer } from "./pointer.mjs";
import { startVendor } from "./vendor.mjs";

const RUN = fileURLToPath(new URL("../vendor-document/run.py", import.meta.url));

test("the document's examples run with a key and a license that came from the dashboard", async () => {
  const [vendor, browser] = await Promise.all([startVendor(), startBrowser()]);
  try {
    const person = await (await Person.at(vendor, browser, Pointer)).signIn("shop");
    await person.follow("Import");
    await person.type("Or paste the lines", "key,product,expiration\nps-ABCD-EFGHIJK-LMN,lifetime,2099-12-31");
    await person.press("Preview");
    await person.press("Import now");
    const { key } = await createKey(person, "the document");
    execFileSync("python3", [RUN, "--server", vendor.base, key], { encoding: "utf8" });
    await person.leave();
  } finally {
    await browser.close();
    await vendor.stop();
  }
});
