// Plays every flow with one kind of hands, as tests of the running file.
import { after, before, test } from "node:test";
import { startBrowser } from "./browser.mjs";
import { FLOWS } from "./flows.mjs";
import { Person } from "./person.mjs";
import { startVendor } from "./vendor.mjs";

// `only` names the flows to play. Without it all are played.
export function playFlows(who, Hands, { only = Object.keys(FLOWS), ...options } = {}) {
  let vendor;
  let browser;
  before(async () => {
    [vendor, browser] = await Promise.all([startVendor(), startBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await vendor?.stop();
  });
  for (const [number, name] of only.entries()) {
    test(`${who} ${name}`, async () => {
      const account = vendor.account(`shop${number}`);
      const people = [];
      const enter = async () => {
        people.push(await Person.at(vendor, browser, Hands, options));
        return people.at(-1);
      };
      await FLOWS[name]({ vendor, account, enter });
      for (const person of people) await person.leave();
    });
  }
}
