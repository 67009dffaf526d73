// People from files, as a clerk takes them over: the extract of governors is looked at, a row that
// cannot be used is named, exactly what was seen is saved, and it goes out in the same layout.
import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./support/axe.mjs";
import { main } from "./support/boards.mjs";
import { assertNoTroubles, desktop, forgetRefusals, phone, visit } from "./support/browser.mjs";
import { becomeAdministrator, follow, press } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

let boss;
const site = useSite({ ready: async (ready) => { boss = await becomeAdministrator(ready); } });
const head = "GID,URN,UID,Companies House Number,Role,Title,Forename 1,Forename 2,Surname," +
  "Date of appointment,Date term of office ends/ended,Appointing body";
const file = (name, lines) => ({
  name, mimeType: "text/csv", buffer: Buffer.from([head, ...lines, ""].join("\r\n")),
});
const choose = async (page, chosen) => {
  await page.getByLabel("CSV file").setInputFiles(chosen);
  await press(page, "See what will change");
};

for (const [width, script] of [[desktop, true], [phone, false]]) {
  test(`an extract is seen, saved and given out: ${width}, script ${script}`, async () => {
    const page = await site.open({ state: boss, width, script });
    await visit(page, "/boards");
    await follow(page, "Import people from a file");
    await look(page, script);
    const gid = width * 10;
    const name = `Nell${width}`;
    const good = `${gid},,90001,,Member - individual,Ms,${name},,Marsh,01/09/2025,,Original ` +
      "signatories";
    await visit(page, "/boards/import");
    await choose(page, file("governors.csv", [
      good, `${gid + 1},,90001,,King,,Bad,,Row,,,`,
      `${gid + 2},,90001,,Accounting officer,,Una,,Poe,01/01/2020,,`]));
    const seen = await main(page);
    assert.match(seen, /There is no such role/);
    assert.match(seen, /Otherwise here, and left as it is/);
    assert.match(seen, /The register says that Una Poe is accounting officer/);
    assert.match(seen, new RegExp(`${name} Marsh sits on Harbour Learning Trust members`));
    await look(page, script);
    await press(page, "Save exactly this");
    assert.match(await main(page), /Saved\./);
    await choose(page, file("governors.csv", [good]));
    assert.match(await main(page), /There is nothing to save/);
    const answer = await page.request.get(`${new URL(page.url()).origin}/boards/gias?format=csv`);
    assert.equal(answer.status(), 200);
    // With the number that the register of groups has for the trust.
    assert.match(await answer.text(), new RegExp(good.replace("90001,,", "90001,\\w*,")));
    forgetRefusals(page);
    assertNoTroubles(page);
    await page.context().close();
  });
}

test("changes in a file: errors by line, then all are saved", async () => {
  const page = await site.open({ state: boss, width: desktop });
  const changes = (lines) => ({
    name: "changes.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")),
  });
  await visit(page, "/boards/import");
  await choose(page, changes(["change,body,on", "terms,9999,2026-10-01", "terms,1,never"]));
  assert.match(await main(page), /There is no body number 9999/);
  assert.match(await main(page), /"never" is no day/);
  await look(page, true);
  await follow(page, "Choose another file");
  await choose(page, changes(["change,body,on", "terms,1,2026-10-01"]));
  assert.match(await main(page), /were agreed on 1 October 2026/);
  await press(page, "Save exactly this");
  assert.match(await main(page), /Saved\./);
  forgetRefusals(page);
  assertNoTroubles(page);
  await page.context().close();
});

test("the yearly publication: who governed, as a page, on paper and as a file", async () => {
  const page = await site.open({ width: desktop });
  await visit(page, "/boards");
  await follow(page, "Harbour Learning Trust");
  await follow(page, "The yearly publication, with the list of members");
  assert.match(await main(page), /How it is governed/);
  await look(page, true);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.getByRole("heading", { name: "Harbour Learning Trust board" }).isVisible());
  assert.equal(await page.locator(".gh-head").isVisible(), false, "paper has no menu");
  await page.emulateMedia({ media: "screen" });
  const file = await page.request.get(`${page.url()}?file=1`);
  assert.match(await file.text(), /^<!DOCTYPE html>[^]*Harbour Learning Trust board/);
  await follow(page, "School year 2025/26");
  assert.match(await main(page), /31 August 2026/);
  await visit(page, "/boards/2/publication");
  await look(page, true);
  assertNoTroubles(page);
  await page.context().close();
});
