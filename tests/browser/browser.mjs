// Starts Chromium, and opens windows that report everything a careful page never does.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

// Starts Chromium. Its own sandbox does not work for root, as whom containers run.
export function startBrowser() {
  const args = process.getuid() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
}

// A browser reports the refusals that a test provokes, such as 422 for a wrong password, and that it clears its cache.
const EXPECTED = /^Failed to load resource: the server responded with a status of 4\d\d|^Clear-Site-Data header on/;

// Opens a window with cookies of its own, and collects dialogs, messages of the console, violations of the
// Content-Security-Policy, faults of scripts and requests to other origins.
export async function openWindow(browser, base, { script = true, ...options } = {}) {
  const context = await browser.newContext({ javaScriptEnabled: script, acceptDownloads: true, ...options });
  context.setDefaultTimeout(10_000);
  const faults = [];
  if (script) {
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: base });
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`violates ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
      });
    });
  }
  context.on("request", (request) => {
    if (new URL(request.url()).origin !== base) faults.push(`request to ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.url().includes("/assets/") && !response.ok()) faults.push(`${response.status()} for ${response.url()}`);
    if (response.status() >= 500) faults.push(`${response.status()} for ${response.url()}`);
  });
  context.on("console", (message) => {
    if (!EXPECTED.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => faults.push(`script: ${error.error()}`));
  context.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  const page = await context.newPage();
  const close = async () => {
    await context.close();
    assert.deepEqual(faults, []);
  };
  return { context, page, faults, close };
}
