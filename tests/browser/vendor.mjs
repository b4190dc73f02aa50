// Starts `keyclerk vendor serve` on a temporary database, and runs the other commands of `keyclerk vendor` on it.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const PASSWORD = "correct horse battery staple";

const root = fileURLToPath(new URL("../..", import.meta.url));
const keyclerk = process.env.KEYCLERK ?? resolve(root, process.env.CARGO_TARGET_DIR ?? "target", "debug/keyclerk");
// The server must not see settings of the person who runs the tests.
const environment = Object.fromEntries(["PATH", "HOME", "LANG"].flatMap((name) => process.env[name] ? [[name, process.env[name]]] : []));

// Runs one statement. The server has the file open at the same time, as with any other command of keyclerk.
const STATEMENT = `
import json, sqlite3, sys
database, statement, values = sys.argv[1], sys.argv[2], json.load(sys.stdin)
connection = sqlite3.connect(database, timeout=30)
cursor = connection.execute(statement, values)
print(json.dumps({"rows": cursor.fetchall(), "changed": cursor.rowcount}))
connection.commit()
`;

class Vendor {
  #folder;
  #server;

  constructor(folder) {
    this.#folder = folder;
    this.database = join(folder, "vendor.db");
  }

  async serve() {
    const args = ["vendor", "--database", `sqlite:${this.database}`, "serve", "--listen", "127.0.0.1:0"];
    this.#server = spawn(keyclerk, args, { cwd: this.#folder, env: environment, stdio: ["ignore", "pipe", "ignore"] });
    // A test that fails early must not leave the server behind.
    process.once("exit", () => this.#server.kill("SIGKILL"));
    for await (const line of createInterface({ input: this.#server.stdout })) {
      const base = /http:\/\/\S+(?=\/reseller)/.exec(line);
      if (base) {
        this.base = base[0];
        return;
      }
    }
    throw new Error("the server ended before it said its address");
  }

  // Runs a command of `keyclerk vendor` and returns its output.
  run(args, input = "") {
    const all = ["vendor", "--database", `sqlite:${this.database}`, ...args];
    return execFileSync(keyclerk, all, { cwd: this.#folder, env: environment, input, encoding: "utf8" });
  }

  // Creates an account that can sign in.
  account(name) {
    this.run(["admin", "set-password", name], `${PASSWORD}\n`);
    return name;
  }

  // Imports lines of `key,product,expiration` by the command line.
  stock(account, lines) {
    const file = join(this.#folder, "stock.csv");
    writeFileSync(file, ["key,product,expiration", ...lines, ""].join("\n"));
    this.run(["stock", "import", account, file]);
  }

  // Runs one statement on the database file.
  sql(statement, ...values) {
    const args = ["-c", STATEMENT, this.database, statement];
    return JSON.parse(execFileSync("python3", args, { input: JSON.stringify(values), encoding: "utf8" }));
  }

  // Runs a command in a shell, as a person does who pastes it, and returns the JSON that it prints.
  pasted(command) {
    return JSON.parse(execFileSync("bash", ["-c", command], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  }

  // Calls an endpoint of the API that reads, and returns its status.
  async status(key) {
    const answer = await fetch(`${this.base}/reseller/myavailable?api_token=${key}`);
    await answer.arrayBuffer();
    return answer.status;
  }

  // Assigns a license by the API.
  async assign(key, license, buyer = "123456789012345678") {
    const body = JSON.stringify({ api_token: key, license, discord_user_id: buyer });
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${this.base}/reseller/assignlicense`, { method: "POST", headers, body });
    return { status: answer.status, ...await answer.json() };
  }

  async stop() {
    this.#server.kill("SIGTERM");
    const [code] = this.#server.exitCode === null ? await once(this.#server, "exit") : [this.#server.exitCode];
    rmSync(this.#folder, { recursive: true });
    if (code !== 0) throw new Error(`the server ended with ${code}`);
  }
}

// Starts a server with one account. Without an account that has a password there is no dashboard.
export async function startVendor() {
  const vendor = new Vendor(mkdtempSync(join(tmpdir(), "keyclerk-browser-")));
  vendor.account("shop");
  await vendor.serve();
  return vendor;
}
