// Editing as people do it: enter, see what will change, save; two editors of one thing; undo;
// history; a file of edits with errors, mended and given again.
import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./support/axe.mjs";
import { main } from "./support/boards.mjs";
import { assertNoTroubles, desktop, forgetRefusals, phone, visit } from "./support/browser.mjs";
import { becomeAdministrator, follow, press } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

let boss;
const site = useSite({ ready: async (ready) => { boss = await becomeAdministrator(ready); } });

const firstDay = "First day on which it holds";
const problems = (page) => page.locator(".govuk-error-summary").innerText();

for (const width of [desktop, phone]) {
  for (const script of [true, false]) {
    const way = `${width}, ${script ? "with" : "without"} script`;

    test(`a cluster is made, given a school, and ended: ${way}`, async () => {
      const page = await site.open({ state: boss, width, script });
      const name = `Quay ${width} ${script}`;
      await visit(page, "/authorities/918");
      await look(page, script);
      await follow(page, "Make a cluster");
      await look(page, script);
      await press(page, "See what will change");
      assert.match(await problems(page), /Give the cluster a name/);
      await look(page, script);
      await page.getByLabel("Name", { exact: true }).fill(name);
      await page.getByLabel("Letter").fill("Q");
      await page.getByLabel("Kind").selectOption("hub");
      await press(page, "See what will change");
      assert.match(await main(page), new RegExp(`Make the hub ${name} of`));
      await look(page, script);
      // Nothing typed is lost on the way back.
      await press(page, "Change what you typed");
      assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), name);
      await press(page, "See what will change");
      await press(page, "Save");
      assert.match(page.url(), /\/clusters\/\d+\?saved=\d+$/);
      assert.match(await main(page), /Your change is saved/);
      await look(page, script);
      await follow(page, "Add a school");
      await page.getByLabel("School", { exact: true }).fill("990871");
      await page.getByLabel(firstDay, { exact: true }).fill("1 September 2030");
      await page.getByLabel("The school leads the cluster").check();
      await look(page, script);
      await press(page, "See what will change");
      assert.match(await main(page), /since 1 September 2030, lead/);
      await press(page, "Save");
      await visit(page, page.url().replace(/\?.*/, "?on=2030-10-01"));
      assert.match(await main(page), /Lead school/);
      await follow(page, "History: who changed what, and when");
      assert.match(await main(page), /Add .* as its lead school/);
      await look(page, script);
      forgetRefusals(page);
      assertNoTroubles(page);
      await page.context().close();
    });
  }
}

async function renaming(page, cluster, name) {
  await visit(page, `/edits/new/cluster.rename?cluster=${cluster}`);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Reason").fill("So the board decided.");
  await press(page, "See what will change");
}

test("two editors: the second sees what the first did, and loses nothing", async () => {
  const mine = await site.open({ state: boss });
  const theirs = await site.open({ state: boss, width: phone });
  await renaming(mine, 2, "Mine");
  await renaming(theirs, 2, "Theirs");
  await press(mine, "Save");
  assert.match(mine.url(), /\/clusters\/2\?saved=/);
  await press(theirs, "Save");
  assert.match(await main(theirs), /Somebody else changed this meanwhile/);
  assert.match(await main(theirs), /Agnes Marsh saved on .* to Mine/);
  assert.match(await main(theirs), /Theirs/);
  await look(theirs);
  await press(theirs, "Change what you typed");
  assert.equal(await theirs.getByLabel("Name", { exact: true }).inputValue(), "Theirs");
  assert.equal(await theirs.getByLabel("Reason").inputValue(), "So the board decided.");
  await press(theirs, "See what will change");
  await press(theirs, "Save");
  await visit(mine, "/clusters/2");
  assert.match(await mine.locator("h1").innerText(), /Theirs/);
  // Undone, the one before it holds again; and the undoing is undone.
  await visit(mine, "/clusters/2/history");
  await look(mine);
  await mine.locator("#main tbody a").first().click();
  await look(mine);
  await follow(mine, "Undo this edit");
  await look(mine);
  await press(mine, "Undo it");
  assert.match(await main(mine), /Your change is saved/);
  await visit(mine, "/clusters/2");
  assert.match(await mine.locator("h1").innerText(), /Mine/);
  await visit(mine, "/edits");
  await look(mine);
  await mine.locator("#main tbody a").first().click();
  await follow(mine, "Undo this withdrawal");
  await press(mine, "Undo it");
  await visit(mine, "/clusters/2");
  assert.match(await mine.locator("h1").innerText(), /Theirs/);
  forgetRefusals(theirs);
  for (const page of [mine, theirs]) assertNoTroubles(page);
});

test("a fact is corrected with its reason, and stands above the register", async () => {
  const page = await site.open({ state: boss });
  await visit(page, "/schools/990871");
  await follow(page, "Correct a fact");
  await look(page);
  await page.getByLabel("Fact", { exact: true }).selectOption("pupils");
  await page.getByLabel("What it is").fill("many");
  await press(page, "See what will change");
  assert.match(await problems(page), /cannot be the pupils/);
  await page.getByLabel("What it is").fill("321");
  await press(page, "See what will change");
  assert.match(await problems(page), /why the register is wrong/);
  await page.getByLabel("Reason").fill("October census.");
  await press(page, "See what will change");
  await look(page);
  await press(page, "Save");
  assert.match(page.url(), /\/schools\/990871\?saved=/);
  const corrections = page.locator("#h-corrections").locator("..");
  assert.match(await corrections.innerText(), /321[^]*October census/);
  await look(page);
  await visit(page, "/edits/disagreements");
  assert.match(await main(page), /No file contradicts an edit/);
  await look(page);
  const reader = await site.open();
  await visit(reader, "/schools/990871");
  assert.match(await main(reader), /October census/);
  assert.equal(await reader.getByRole("link", { name: "Correct a fact" }).count(), 0);
  forgetRefusals(page);
  assertNoTroubles(page);
  assertNoTroubles(reader);
});

const heading = "action,owner,cluster,urn,name,from\n";
const csv = (rows) =>
  ({ name: "edits.csv", mimeType: "text/csv", buffer: Buffer.from(heading + rows) });

for (const width of [desktop, phone]) {
  test(`a file of edits: errors by row, mended, given again: ${width}`, async () => {
    const page = await site.open({ state: boss, width });
    await visit(page, "/edits/import");
    await look(page);
    await press(page, "See what will change");
    assert.match(await problems(page), /Choose a file/);
    const name = `Marsh ${width}`;
    const made = `cluster.make,Eastmarch,,,${name},\nmembership.add,,${name},990871,,`;
    await page.getByLabel("CSV file").setInputFiles(csv(`${made}soon\n`));
    await press(page, "See what will change");
    assert.match(await main(page), /Nothing was saved/);
    assert.match(await page.locator("tbody tr").first().innerText(), /3[^]*from[^]*soon/);
    await look(page);
    await page.getByLabel("CSV file").setInputFiles(csv(`${made}2031-09-01\n`));
    await press(page, "See what will change");
    await look(page);
    assert.match(await main(page), new RegExp(name));
    await press(page, "Make 2 edits");
    assert.match(page.url(), /\/edits\?saved=\d+$/);
    assert.match(await main(page), /since 1 September 2031|Add .* to Marsh/);
    forgetRefusals(page);
    assertNoTroubles(page);
    await page.context().close();
  });
}

for (const width of [desktop, phone]) {
  test(`a file is saved only as it was seen: ${width}`, async () => {
    const page = await site.open({ state: boss, width });
    const other = await site.open({ state: boss });
    const name = `Seen ${width}`;
    await visit(page, "/edits/import");
    await page.getByLabel("CSV file").setInputFiles(
      csv(`cluster.rename,,3,,${name},\n`));
    await press(page, "See what will change");
    assert.match(await main(page), new RegExp(name));
    await renaming(other, 3, `Meanwhile ${width}`);
    await press(other, "Save");
    await press(page, "Make 1 edit");
    forgetRefusals(page);
    assert.match(await main(page), /Somebody else has changed something/);
    assert.match(await main(page), new RegExp(`saved on .* to Meanwhile ${width}`));
    await look(page);
    await press(page, "Make 1 edit");
    await visit(page, "/clusters/3");
    assert.match(await page.locator("h1").innerText(), new RegExp(name));
    assertNoTroubles(page);
    await page.context().close();
    await other.context().close();
  });
}
