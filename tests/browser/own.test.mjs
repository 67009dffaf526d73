// Somebody who sits on a board and has no role signs in: they look through their interests, add one
// and confirm them, answer the audit of skills and say where they are reached; of others they note
// nothing. Who keeps the board sees it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./support/axe.mjs";
import { main, save, shoot } from "./support/boards.mjs";
import { assertNoTroubles, desktop, forgetRefusals, phone, visit } from "./support/browser.mjs";
import { becomeAdministrator, follow, password, press } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

let boss;
const links = {};
const people = {};
const site = useSite({
  more: async (command) => {
    for (const width of [desktop, phone]) {
      const { stdout } = await command(["governance", "note", "appoint",
        "body=Lantern Schools Trust board", "seat=trustee", `person=Nell Sharp ${width}`,
        "from=2026-01-01", "--json"]);
      people[width] = JSON.parse(stdout).changes[0].person;
      const email = `nell${width}@example.org`;
      const told = await command(["user", "invite", email, "--name", `Nell ${width}`]);
      links[width] = told.stdout.match(/\/links\/\S+/)[0];
      await command(["governance", "account", String(people[width]), "--add", email]);
    }
  },
  ready: async (ready) => { boss = await becomeAdministrator(ready); },
});

for (const [width, script] of [[desktop, true], [phone, false]]) {
  test(`a member says what only they can say: ${width}`, async () => {
    const page = await site.open({ width, script });
    await visit(page, links[width]);
    await page.getByLabel("Password").fill(password);
    await press(page, "Go in");
    await visit(page, "/mine");
    assert.match(await main(page), /Yours to say[\s\S]*To be confirmed/);
    assert.doesNotMatch(await main(page), /They had training|They were checked/);
    await look(page, script);
    await shoot(page, `mine-${width}`);

    await follow(page, "Your interests");
    assert.match(await main(page), /No interest is noted[\s\S]*Not confirmed for/);
    await look(page, script);
    await press(page, "Add this interest");
    assert.match(await page.locator(".govuk-error-summary").innerText(), /\S/);
    await look(page, script);
    await page.getByLabel("Kind of interest").selectOption("business");
    await page.getByLabel("Interest", { exact: true }).fill("Director of Lantern Lamps");
    await press(page, "Add this interest");
    assert.match(await main(page), /Business: Director of Lantern Lamps/);
    await press(page, "Confirm that these are all my interests");
    assert.match(await main(page), /Confirmed for [\s\S]*You confirmed your interests on/);
    await look(page, script);
    await shoot(page, `declaration-${width}`);

    await visit(page, "/mine");
    assert.match(await main(page), /Your interests\s+Confirmed for/);
    await follow(page, "Your audit of skills");
    assert.equal(await page.getByLabel("A review", { exact: true }).count(), 0);
    await page.locator("#skill-finance").selectOption("3");
    await look(page, script);
    await press(page, "Save the audit");
    assert.match(await main(page), /Good, /);
    await visit(page, "/mine");
    await follow(page, "Where you are reached");
    await page.getByLabel("E-mail address (optional)").fill(`nell.at.home${width}@example.org`);
    await look(page, script);
    await save(page);
    assert.match(await main(page), new RegExp(`nell\\.at\\.home${width}@example\\.org`));

    await visit(page, `/boards/note/declared?person=1`);
    await page.getByLabel("School year").fill("2026");
    await page.getByLabel("On", { exact: true }).fill("1 October 2026");
    await press(page, "See what will change");
    assert.match(await main(page), /may not/i);
    forgetRefusals(page);
    assertNoTroubles(page);
    await page.context().close();

    const clerk = await site.open({ state: boss, width, script });
    await visit(clerk, `/people/${people[width]}`);
    assert.match(await main(clerk), /Director of Lantern Lamps[\s\S]*Declared on/);
    assert.match(await main(clerk), /The newest is of/);
    await clerk.context().close();
  });
}
