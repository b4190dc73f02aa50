// Starts `keyclerk demo` or the example page of the local Discord, and opens their page as one of its people.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { openWindow } from "./browser.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const built = resolve(root, process.env.CARGO_TARGET_DIR ?? "target", "debug");
const keyclerk = process.env.KEYCLERK ?? join(built, "keyclerk");
// PLAYGROUND_ASSETS names a folder with files of the page that are newer than the program.
const environment = Object.fromEntries(["PATH", "HOME", "LANG", "PLAYGROUND_ASSETS"].flatMap((name) => process.env[name] ? [[name, process.env[name]]] : []));

// Starts a program in a folder of its own, and waits for a line that matches each pattern, in their order.
async function start(program, args, ...patterns) {
  const folder = mkdtempSync(join(tmpdir(), "keyclerk-playground-"));
  const begun = performance.now();
  const child = spawn(program, args, { cwd: folder, env: environment, stdio: ["ignore", "pipe", "ignore"] });
  // A test that fails early must not leave the program behind.
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  const stop = async () => {
    process.removeListener("exit", end);
    child.kill("SIGTERM");
    const [code] = child.exitCode === null && child.signalCode === null ? await once(child, "exit") : [child.exitCode];
    rmSync(folder, { recursive: true });
    return code;
  };
  const found = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const match = patterns[found.length].exec(line);
    if (match && found.push(match) === patterns.length) {
      child.stdout.resume();
      return { found, folder, stop, begun, took: performance.now() - begun };
    }
  }
  throw new Error("the program ended before it said its address");
}

// Starts `keyclerk demo`. `imports` adds lines of `key,product,expiration` to its vendor's stock.
export async function startDemo() {
  const { found: [[base], [, ledger]], ...demo } = await start(keyclerk, ["demo"], /http:\/\/127\.0\.0\.1:\d+/, /ledger +(\S+)/);
  const imports = (lines) => {
    const file = join(demo.folder, "stock.csv");
    writeFileSync(file, ["key,product,expiration", ...lines, ""].join("\n"));
    execFileSync(keyclerk, ["vendor", "--database", `sqlite:${join(dirname(ledger), "vendor.db")}`, "stock", "import", "shop", file], { cwd: demo.folder, env: environment });
  };
  return { base, imports, ...demo };
}

// Starts the page of a local Discord with members of these names. `post` posts a message as its bot.
export async function startPage(...names) {
  const { found: [found], ...page } = await start(join(built, "examples/page"), names, /^(http\S+) (http\S+) (\S+) (\d+) (\d+)$/);
  const [, base, api, token, guild, lobby] = found;
  const request = async (method, path, body) => {
    const answer = await fetch(`${api}/api/v10/${path}`, { method, headers: { authorization: `Bot ${token}`, "content-type": "application/json" }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return { base, guild, lobby, request, post: (body) => request("POST", `channels/${lobby}/messages`, body), ...page };
}

// A person on the page, who knows controls by their names.
export class Visitor {
  constructor(window, base) {
    Object.assign(this, { window, base, page: window.page });
  }

  // Opens a window of its own for a person.
  static async at({ base }, browser, name, options = {}) {
    const window = await openWindow(browser, base, { viewport: { width: 1400, height: 900 }, ...options });
    const visitor = new Visitor(window, base);
    await visitor.page.goto(`${base}/#${encodeURIComponent(name)}`);
    await visitor.is(name);
    return visitor;
  }

  is(name) {
    return this.page.locator("#people [aria-pressed=true]", { hasText: name }).waitFor();
  }

  async becomes(name) {
    await this.page.locator("#people").getByRole("button", { name: new RegExp(`^${name} `) }).click();
    await this.is(name);
  }

  // Waits until the bot is connected and has registered its commands.
  async meetsTheBot() {
    await this.page.waitForFunction(() => document.querySelector("#offline").textContent === "" && document.querySelector("#people").childElementCount > 0);
  }

  // Types a command line with its options, and sends it.
  async runs(line) {
    await this.page.locator("#input").fill(line);
    await this.page.keyboard.press("Escape");
    await this.page.locator("#composer").getByRole("button", { name: "Send" }).click();
    const send = this.page.locator("#composer:has(.command)").getByRole("button", { name: "Send" });
    await send.click();
  }

  opens(channel) {
    return this.page.locator("#channels, #dms").getByRole("button", { name: channel }).click();
  }

  press(name) {
    return this.page.locator("#log").getByRole("button", { name, exact: true }).last().click();
  }

  // Returns the newest message that holds a text.
  message(text) {
    return this.page.locator("#log .message", { hasText: text }).last();
  }

  async sees(text) {
    await this.message(text).waitFor({ timeout: 20_000 });
  }

  newest() {
    return this.page.locator("#log .message").last();
  }

  toggle(label) {
    return this.page.locator("#counter").getByRole("switch", { name: label });
  }

  // Puts a switch on or off, and waits until the program has done it.
  async turns(label, on) {
    const toggle = this.toggle(label);
    await (on ? toggle.check() : toggle.uncheck());
    // The page shows the state again as soon as the program has done it.
    await this.page.waitForFunction(([name, wanted]) => [...document.querySelectorAll("#counter .switch")].some((node) => node.textContent.startsWith(name) && node.firstChild.checked === wanted), [label, on]);
  }

  panel(title) {
    return this.page.locator("#counter").getByRole("region", { name: title });
  }

  leave() {
    return this.window.close();
  }
}
