// Hands that use a keyboard alone: Tab to get somewhere, then Enter, Space, arrows in a group of radio buttons, text.
import assert from "node:assert/strict";
import { focusOn } from "./focus.mjs";

// The most presses of Tab that a control may be away. The largest page has fewer stops.
const MOST = 150;

export class Keyboard {
  constructor(page) {
    this.page = page;
  }

  async press(control, key) {
    const tag = await this.#reach(control);
    await this.page.keyboard.press(key ?? (tag === "A" ? "Enter" : "Space"));
  }

  async type(field, text) {
    await this.#reach(field);
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.press("Delete");
    await this.page.keyboard.type(text);
  }

  async choose(list, entry) {
    await this.#reach(list);
    await this.page.keyboard.type(entry);
    assert.equal(await list.evaluate((element) => element.selectedOptions[0].label), entry);
  }

  async pick(group, entry) {
    const wanted = group.getByRole("radio", { name: entry, exact: true });
    // Tab leads to the chosen button of the group only.
    await this.#reach(group.getByRole("radio", { checked: true }));
    for (let presses = 0; !(await wanted.isChecked()); presses += 1) {
      assert.ok(presses < 10, `the arrows do not lead to "${entry}"`);
      await this.page.keyboard.press("ArrowDown");
    }
    assert.equal((await wanted.evaluate(focusOn)).fault, null);
  }

  async tick(box) {
    await this.#reach(box);
    await this.page.keyboard.press("Space");
    assert.ok(await box.isChecked());
  }

  // Presses Tab until the control has the focus, and returns its tag. Every stop on the way shows the focus.
  async #reach(control) {
    await control.waitFor({ state: "attached" });
    assert.equal(await control.count(), 1, `several controls are ${control}`);
    const wanted = await control.elementHandle();
    for (let presses = 0; presses < MOST; presses += 1) {
      await this.page.keyboard.press("Tab");
      const focused = await this.page.evaluateHandle(() => document.activeElement);
      const { fault, tag, isWanted } = await focused.evaluate(focusOn, wanted);
      if (tag === "BODY") continue;
      assert.ok(fault === null, `${fault}: ${await focused.evaluate((element) => element.outerHTML.slice(0, 200))}`);
      if (isWanted) return tag;
    }
    assert.fail(`Tab does not lead to ${control}`);
  }
}
