// Debian's Chromium, and pages that note everything that went wrong in them.
import assert from "node:assert/strict";
import { accessSync, constants } from "node:fs";
import path from "node:path";

import { chromium } from "playwright-core";

export const desktop = 1280;
export const phone = 390;
export const narrowest = 320;
// Just too wide for the layout of a phone.
export const tablet = 780;
const waitMsMax = 30_000;

// A browser that is not there is a failure; no test is ever skipped for it.
function chromiumFile() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
    const file = path.join(folder, "chromium");
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  throw new Error("Chromium is not installed: run ./do setup, or set CHROMIUM to its file");
}

export function launch() {
  return chromium.launch({
    executablePath: chromiumFile(),
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

// A page in a context of its own. `script: false` is a browser without script; `ourScript: false`
// one in which only our script file does not arrive, so that axe still works.
export async function openPage(browser, address, options = {}) {
  const { width = desktop, script = true, ourScript = true, state } = options;
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width, height: width < 600 ? 844 : 900 },
    javaScriptEnabled: script,
    locale: "en-GB",
    acceptDownloads: true,
    storageState: state,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(waitMsMax);
  page.troubles = [];
  if (!ourScript) {
    await page.route("**/assets/*.js", (route) => route.fulfill({ body: "" }));
  }
  watch(page);
  return page;
}

// Violations of the Content-Security-Policy come as errors of the console too.
function watch(page) {
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      page.troubles.push(`console: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => page.troubles.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => {
    // A suggestion that is no longer wanted is given up; a download is no page.
    if (request.failure()?.errorText === "net::ERR_ABORTED") return;
    page.troubles.push(`request: ${request.url()} ${request.failure()?.errorText}`);
  });
}

// `status` other than 200 is wanted of pages that say no; Chromium notes it as an error.
export async function visit(page, href, status = 200) {
  const answer = await page.goto(href);
  assert.equal(answer.status(), status, `${href} answers ${answer.status()}, not ${status}`);
  if (status !== 200) {
    const expected = new RegExp(`^console: Failed to load resource.*status of ${status}\\b`);
    page.troubles = page.troubles.filter((trouble) => !expected.test(trouble));
  }
}

// Errors of forms have their status, which the browser notes.
export function forgetRefusals(page) {
  page.troubles = page.troubles.filter((trouble) => !/status of 4\d\d/.test(trouble));
}

export function assertNoTroubles(page) {
  assert.deepEqual(page.troubles, [], `${page.url()} went wrong in the browser`);
}

export async function assertNoSidewaysScroll(page) {
  const [wide, seen, culprit] = await page.evaluate(() => {
    const seen = document.documentElement.clientWidth;
    const over = [...document.querySelectorAll("body *")].find(
      (element) => element.checkVisibility() && element.getBoundingClientRect().right > seen + 1);
    return [document.documentElement.scrollWidth, seen, over?.outerHTML.slice(0, 120) ?? ""];
  });
  assert.ok(wide <= seen, `${page.url()} is ${wide} wide in a window of ${seen}: ${culprit}`);
}
