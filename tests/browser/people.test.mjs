// What is known of a person, with and without script: training is noted and takes away a finding;
// the day of a check and its number stand on no page of somebody who only looks.
import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./support/axe.mjs";
import { main, save } from "./support/boards.mjs";
import { assertNoTroubles, desktop, forgetRefusals, phone, visit } from "./support/browser.mjs";
import { becomeAdministrator, follow, press } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

let boss;
const site = useSite({ ready: async (ready) => { boss = await becomeAdministrator(ready); } });

for (const [width, script] of [[desktop, true], [phone, false]]) {
  const name = `Nell Sharp ${width}`;

  test(`training and a check are noted and seen: ${width}`, async () => {
    const page = await site.open({ state: boss, width, script });
    await visit(page, "/boards");
    await follow(page, "Harbour Learning Trust");
    await follow(page, "Harbour Learning Trust board");
    const board = page.url();
    await follow(page, "Appoint somebody to a body");
    await page.getByLabel("Seat", { exact: true }).selectOption("trustee");
    await page.getByLabel("Person", { exact: true }).fill(name);
    await page.getByLabel("First day (optional)").fill("1 January 2026");
    await save(page);
    assert.match(await main(page), new RegExp(`${name}: no dbs check is noted`));
    await follow(page, name);
    const person = page.url();
    await follow(page, "They were checked");
    await page.getByLabel("Check", { exact: true }).fill("dbs");
    await page.getByLabel("On", { exact: true }).fill("31 February 2026");
    await page.getByLabel("Number of the certificate (optional)").fill("001234567890");
    await press(page, "See what will change");
    assert.match(await page.locator(".govuk-error-summary").innerText(), /is no day/);
    await look(page, script);
    await page.getByLabel("On", { exact: true }).fill("3 January 2026");
    await save(page);
    await follow(page, "They had training");
    await page.getByLabel("Subject", { exact: true }).fill("Safeguarding");
    await page.getByLabel("On", { exact: true }).fill("10 January 2026");
    await look(page, script);
    await save(page);
    assert.match(await main(page), /safeguarding/);
    assert.match(await main(page), /3 January 2026, certificate 001234567890/);
    await look(page, script);
    await visit(page, new URL(board).pathname);
    assert.doesNotMatch(await main(page), new RegExp(`${name}: no`));
    forgetRefusals(page);
    assertNoTroubles(page);
    await page.context().close();
    const guest = await site.open({ width, script });
    await visit(guest, new URL(person).pathname);
    assert.match(await main(guest), /Trustee/);
    assert.doesNotMatch(await main(guest), /3 January|001234567890|safeguarding/);
    await look(guest, script);
    await guest.context().close();
  });
}
