// Interests and what is due, as a clerk and a chair meet them: an interest is noted once, declared
// at an item of a meeting and read in its minutes; a chair finds on one page what waits for them.
import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./support/axe.mjs";
import { main, save, shoot } from "./support/boards.mjs";
import { assertNoTroubles, desktop, phone, visit } from "./support/browser.mjs";
import { becomeAdministrator, follow, press } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

let boss;
const site = useSite({ ready: async (ready) => { boss = await becomeAdministrator(ready); } });

for (const [width, script] of [[desktop, true], [phone, false]]) {
  const name = `Nell Sharp ${width}`;

  test(`a clerk records an interest at an item; a chair finds what is due: ${width}`, async () => {
    const page = await site.open({ state: boss, width, script });
    await visit(page, "/boards");
    await follow(page, "Harbour Learning Trust");
    await follow(page, "Harbour Learning Trust board");
    const board = new URL(page.url()).pathname;
    await follow(page, "Appoint somebody to a body");
    await page.getByLabel("Seat", { exact: true }).selectOption("trustee");
    await page.getByLabel("Person", { exact: true }).fill(name);
    await page.getByLabel("First day (optional)").fill("1 January 2026");
    await save(page);
    await follow(page, name);
    const person = new URL(page.url()).pathname;
    await follow(page, "They have an interest");
    await page.getByLabel("Kind of interest").selectOption("business");
    await page.getByLabel("Interest", { exact: true }).fill("Director of Harbour Boats");
    await look(page, script);
    await save(page);
    assert.match(await main(page), /Business: Director of Harbour Boats/);

    await visit(page, board);
    assert.match(await main(page), /Business: Director of Harbour Boats/);
    await look(page, script);
    await follow(page, "Plan a meeting");
    await page.getByLabel("On", { exact: true }).fill("1 March 2030");
    await save(page);
    const meeting = new URL(page.url()).pathname;
    await follow(page, "Add the first item");
    await page.getByLabel("Title").fill("Boats");
    await save(page);
    await page.getByLabel("Interests of those who sit, for item 1")
      .selectOption({ label: `${name}, Business: Director of Harbour Boats` });
    await look(page, script);
    await shoot(page, `item-${width}`);
    await press(page, "Declared at item 1");
    await press(page, "Save");
    const said = `${name} declared an interest (Director of Harbour Boats) and withdrew.`;
    assert.ok((await main(page)).split(said).length >= 3, "at the item and in the minutes");
    await look(page, script);
    await follow(page, "Somebody is to do something");
    await page.getByLabel("What", { exact: true }).fill("Sell the old boat");
    await page.getByLabel("Person", { exact: true }).fill(name);
    await page.getByLabel("Due on").fill("1 February 2026");
    await save(page);

    await visit(page, person);
    const due = await page.locator("section", { has: page.locator("#h-due") }).last().innerText();
    assert.match(due, /has not declared interests/);
    assert.match(due, /no dbs check is noted/);
    assert.match(due, /Sell the old boat/);
    assert.match(due, /Meeting of Harbour Learning Trust board, 1 March 2030/);
    await look(page, script);
    await shoot(page, `due-${width}`);
    await visit(page, `${board}/interests`);
    assert.match(await main(page), /Not confirmed for/);
    await look(page, script);
    await shoot(page, `register-${width}`);
    assertNoTroubles(page);
    await page.context().close();

    const guest = await site.open({ width, script });
    await visit(guest, person);
    assert.match(await main(guest), /Director of Harbour Boats/);
    assert.doesNotMatch(await main(guest), /Sell the old boat|dbs/);
    await visit(guest, `${board}/interests`);
    assert.match(await main(guest), /Director of Harbour Boats/);
    await guest.context().close();
    assert.ok(meeting.startsWith("/meetings/"));
  });
}
