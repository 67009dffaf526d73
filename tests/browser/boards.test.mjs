// Boards as people use them: the worst body of a trust, what is wrong there, an appointment that is
// seen before it is saved, and the same body on a day to come.
import assert from "node:assert/strict";
import { test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
import {
  assertNoSidewaysScroll, assertNoTroubles, desktop, phone, visit,
} from "./support/browser.mjs";
import { becomeAdministrator, press } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

let boss;
const site = useSite({ ready: async (ready) => { boss = await becomeAdministrator(ready); } });
const main = (page) => page.locator("#main").innerText();

async function look(page, script) {
  if (script) await assertAccessible(page);
  await assertNoSidewaysScroll(page);
}

async function follow(page, name) {
  await Promise.all([
    page.waitForEvent("load"),
    page.getByRole("link", { name, exact: true }).first().click(),
  ]);
}

for (const [width, script] of [[desktop, true], [phone, false]]) {
  const way = `${width}, ${script ? "with" : "without"} script`;

  test(`a vacancy is found, filled and seen on its day: ${way}`, async () => {
    const page = await site.open({ state: boss, width, script });
    await visit(page, "/boards");
    await look(page, script);
    await follow(page, "Harbour Learning Trust");
    assert.match(await main(page), /rules broken/);
    await look(page, script);
    await follow(page, "Harbour Learning Trust board");
    assert.match(await main(page), /the term ended on 31 August 2026/);
    await look(page, script);
    const board = page.url();
    await follow(page, "Appoint somebody to a body");
    await page.getByLabel("Seat", { exact: true }).selectOption("trustee");
    await page.getByLabel("Person", { exact: true }).fill(`Nell Marsh ${width}`);
    await page.getByLabel("Appointed by (optional)").selectOption("academy_members");
    await page.getByLabel("First day (optional)").fill("31 February 2027");
    await press(page, "See what will change");
    assert.match(await page.locator(".govuk-error-summary").innerText(), /is no day/);
    await look(page, script);
    await page.getByLabel("First day (optional)").fill("1 September 2027");
    await press(page, "See what will change");
    assert.match(await main(page), /sits on Harbour Learning Trust board as Trustee/);
    await look(page, script);
    await press(page, "Save");
    assert.match(await main(page), /Saved\./);
    assert.doesNotMatch(await main(page), /Nell Marsh/, "not before her day");
    await visit(page, `${new URL(board).pathname}?on=2027-09-01`);
    assert.match(await main(page), new RegExp(`Nell Marsh ${width}`));
    await follow(page, `Nell Marsh ${width}`);
    assert.match(await main(page), /Trustee\. Appointed by academy members/);
    await look(page, script);
    await visit(page, "/boards/rules");
    await look(page, script);
    assertNoTroubles(page);
    await page.context().close();
  });
}
