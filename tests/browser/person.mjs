// A person at the dashboard, who knows controls only by their accessible names.
//
// The hands decide how a control is reached and used. A flow is written once and works with every kind of hands.
import assert from "node:assert/strict";
import { openWindow } from "./browser.mjs";
import { PASSWORD } from "./vendor.mjs";

export class Person {
  constructor(vendor, window, Hands, script) {
    Object.assign(this, { vendor, window, page: window.page, script });
    this.hands = new Hands(window.page);
  }

  // Opens a browser of its own for a person.
  static async at(vendor, browser, Hands, options = {}) {
    return new Person(vendor, await openWindow(browser, vendor.base, options), Hands, options.script ?? true);
  }

  // Enters an address, which is the only thing that a person does outside the page.
  async open(path) {
    return this.page.goto(this.vendor.base + path);
  }

  async signIn(account, password = PASSWORD) {
    await this.open("/dashboard");
    await this.type("Account", account);
    await this.type("Password", password);
    await this.press("Sign in");
    return this;
  }

  // Follows a link.
  follow(name) {
    return this.#leaving(() => this.hands.press(this.page.getByRole("link", { name, exact: true })));
  }

  // Presses a button that leads to another page.
  press(name) {
    return this.#leaving(() => this.hands.press(this.page.getByRole("button", { name, exact: true })));
  }

  // Presses a button that leads nowhere.
  tap(name) {
    return this.hands.press(this.page.getByRole("button", { name, exact: true }));
  }

  type(label, text) {
    return this.hands.type(this.page.getByLabel(label, { exact: true }), text);
  }

  // Chooses an entry of a list.
  choose(label, entry) {
    return this.hands.choose(this.page.getByRole("combobox", { name: label, exact: true }), entry);
  }

  // Chooses one of several radio buttons.
  pick(group, entry) {
    return this.hands.pick(this.page.getByRole("group", { name: group, exact: true }), entry);
  }

  tick(label) {
    return this.hands.tick(this.page.getByRole("checkbox", { name: label, exact: true }));
  }

  // Chooses a file by the browser's own dialog.
  async attach(label, name, content) {
    const chooser = this.page.waitForEvent("filechooser");
    await this.hands.press(this.page.getByLabel(label, { exact: true }), " ");
    await (await chooser).setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
  }

  // Presses a button that starts a download, and returns the text of the file.
  async download(name) {
    const download = this.page.waitForEvent("download");
    await this.tap(name);
    const parts = [];
    for await (const part of await (await download).createReadStream()) parts.push(part);
    return Buffer.concat(parts).toString("utf8");
  }

  heading() {
    return this.page.getByRole("heading", { level: 1 }).innerText();
  }

  // Returns what the page says, as a person sees it.
  text() {
    return this.page.locator("body").innerText();
  }

  async sees(...words) {
    const text = await this.text();
    for (const each of words) {
      if (each instanceof RegExp) assert.match(text, each);
      else assert.ok(text.includes(each), `"${each}" is not on the page ${this.page.url()}:\n${text}`);
    }
  }

  async doesNotSee(...words) {
    const text = await this.text();
    for (const each of words) assert.ok(!text.includes(each), `"${each}" is on the page ${this.page.url()}`);
  }

  // Returns the text that the button copies. Without a script the person selects and copies the text.
  async copied(button, id) {
    const source = await this.page.locator(`#${id}`).innerText();
    if (!this.script) {
      assert.equal(await this.page.getByRole("button", { name: button }).count(), 0, "a button without effect");
      return source;
    }
    await this.tap(button);
    const pressed = this.page.locator(".copy").filter({ has: this.page.getByRole("button", { name: button }) });
    await pressed.getByText("Copied", { exact: true }).waitFor();
    const copy = await this.page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copy, source);
    return copy;
  }

  leave() {
    return this.window.close();
  }

  async #leaving(act) {
    const left = this.page.waitForNavigation({ waitUntil: "load" });
    // A fault of the act comes first. The navigation that never happens is then of no interest.
    left.catch(() => {});
    await act();
    await left;
  }
}
