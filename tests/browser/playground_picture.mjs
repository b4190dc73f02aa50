// Takes the picture of the playground: a sale just made, and what it did behind the counter. Usage: node playground_picture.mjs FILE
import { startBrowser } from "./browser.mjs";
import { Visitor, startDemo } from "./playground.mjs";

const [file] = process.argv.slice(2);
const [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
const mod = await Visitor.at(demo, browser, "mod", { viewport: { width: 1240, height: 830 }, colorScheme: "dark", locale: "en-US" });
await mod.meetsTheBot();
await mod.runs("/assignlicense member:anna product:lifetime note:ticket 4711");
await mod.panel("The steps of each sale").getByText("delivered", { exact: true }).waitFor();
await mod.sees("License sold");
await mod.page.getByText("✓ Done.").waitFor();
// The steps of the sale and the calls of the vendor fit into the drawer together.
await mod.page.locator("#counter").evaluate((drawer) => { drawer.scrollTop = drawer.querySelector("[data-panel=ledger]").offsetTop - drawer.offsetTop - 8; });
await mod.page.evaluate(() => document.activeElement.blur());
await mod.page.screenshot({ path: file });
await mod.leave();
await browser.close();
await demo.stop();
