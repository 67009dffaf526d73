// Importing in the browser: upload, look at what would change, mend what cannot be read, confirm,
// undo. Each page is looked at by axe on the way.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { look } from "./support/axe.mjs";
import { assertNoTroubles, desktop, phone, visit } from "./support/browser.mjs";
import { becomeAdministrator, press } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

let boss;
const site = useSite({
  empty: true,
  ready: async (ready) => { boss = await becomeAdministrator(ready); },
});
const county = new URL("../../data/demo/", import.meta.url);

async function files(wanted) {
  const names = (await readdir(county)).filter((name) => wanted.test(name));
  return Promise.all(names.map(async (name) =>
    ({ name, mimeType: "text/csv", buffer: await readFile(new URL(name, county)) })));
}

async function upload(page, kind, chosen) {
  await visit(page, "/imports");
  await page.getByRole("link", { name: "Upload files" }).click();
  await look(page);
  await page.getByLabel(kind, { exact: true }).check();
  const boxes = await page.locator("input[type=file]").all();
  for (let at = 0; at < chosen.length; at += 1) await boxes[at].setInputFiles(chosen[at]);
  await press(page, "Upload, and see what would change");
}

// The page looks again by itself; whoever reloads it too would leave it under axe's hands.
async function until(page, words) {
  const main = page.locator("#main");
  try {
    await main.filter({ hasText: words }).waitFor({ timeout: 20_000 });
  } catch {
    assert.fail(`${page.url()} never says ${words}: ${await main.innerText()}`);
  }
  await page.waitForLoadState();
  await look(page);
}

test("files with a mistake are mended and repeated, imported, and the import undone", async () => {
  const page = await site.open({ state: boss, width: desktop });
  const [schools] = await files(/^edubasealldata20260601/);
  const broken = schools.buffer.toString("latin1").split("\n");
  broken[1] = broken[1].replace(/^"?\d+"?/, "no URN");
  await upload(page, "Files of the national register",
    [{ ...schools, buffer: Buffer.from(broken.join("\n"), "latin1") }]);
  await until(page, /To be confirmed/);
  assert.match(await page.locator("#main").innerText(), /1 row cannot be read/);
  assert.match(await page.locator("#main table").first().innerText(), /no URN/);
  await press(page, "Do nothing, and forget it");
  await until(page, /It was stopped/);
  await visit(page, "/imports");
  assert.match(await page.locator("#main").innerText(), /Nothing has been imported yet/);
  // The same file, mended and packed.
  await upload(page, "Files of the national register",
    [{ name: `${schools.name}.gz`, mimeType: "application/gzip",
      buffer: gzipSync(schools.buffer) }]);
  await until(page, /To be confirmed/);
  assert.match(await page.locator("#main").innerText(), /all of which can be read/);
  await press(page, "Import now");
  await until(page, /It is done/);
  await page.getByRole("link", { name: /^Import 1/ }).click();
  await look(page);
  await press(page, "See what undoing would change");
  await until(page, /To be confirmed/);
  await press(page, "Undo the import now");
  await until(page, /It is done/);
  await visit(page, "/jobs");
  await look(page);
  await visit(page, "/audit?action=import");
  const trail = await page.locator("#main").innerText();
  assert.match(trail, /Import: undo/);
  assert.match(trail, /Agnes Marsh/);
  assertNoTroubles(page);
});

test("what is no file of the register fails with the reason, on a phone", async () => {
  const page = await site.open({ state: boss, width: phone });
  await upload(page, "Files of the national register",
    [{ name: "holiday.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n") }]);
  await until(page, /It failed, and nothing was changed/);
  assert.match(await page.locator("#main").innerText(), /holiday\.csv/);
  await page.getByRole("link", { name: "Mend the file and upload it again" }).click();
  await press(page, "Upload, and see what would change");
  assert.match(await page.locator(".govuk-error-summary").innerText(), /at least one file/);
  await look(page);
  page.troubles = page.troubles.filter((trouble) => !/status of 400/.test(trouble));
  assertNoTroubles(page);
});

test("a school that nobody knows is named by its row, and the rest can be imported", async () => {
  const page = await site.open({ state: boss });
  const register = await files(/^(edubasealldata20260601|allgroupsdata)/);
  await upload(page, "Files of the national register", register);
  await until(page, /To be confirmed/);
  await press(page, "Import now");
  await until(page, /It is done/);
  const [clusters] = await files(/^clusters/);
  await upload(page, "Clusters and their members", [clusters]);
  await until(page, /To be confirmed/);
  await press(page, "Import now");
  await until(page, /It is done/);
  await visit(page, "/clusters");
  assert.match(await page.locator("#main").innerText(), /Saltmere/);
  assertNoTroubles(page);
});
