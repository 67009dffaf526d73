// An audit of skills as a clerk and a chair meet it: what a board lacks is among its findings, an
// audit is entered at once, and the gap closes; nobody outside sees how well somebody knows what.
import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./support/axe.mjs";
import { main, save, shoot } from "./support/boards.mjs";
import { assertNoTroubles, desktop, forgetRefusals, phone, visit } from "./support/browser.mjs";
import { becomeAdministrator, follow, press } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

let boss;
const site = useSite({ ready: async (ready) => { boss = await becomeAdministrator(ready); } });

for (const [width, script] of [[desktop, true], [phone, false]]) {
  const trust = width === desktop ? "Harbour Learning Trust" : "Lantern Schools Trust";
  const [lacks, code] = width === desktop
    ? ["Buildings and estates", "estates"]
    : ["Special educational needs and disabilities", "send"];

  test(`a gap of a board is seen, and closed by an audit: ${width}`, async () => {
    const page = await site.open({ state: boss, width, script });
    await visit(page, "/boards");
    await follow(page, trust);
    await follow(page, `${trust} board`);
    const board = new URL(page.url()).pathname;
    assert.match(await main(page), new RegExp(`Look at it: Not covered: ${lacks} \\(wanted: `));
    await look(page, script);
    await follow(page, "Skills of those who sit");
    assert.match(await page.title(), /Skills of/);
    assert.match(await main(page), new RegExp(`Not covered: ${lacks}`));
    await look(page, script);
    await shoot(page, `skills-${width}`);
    const table = await (await page.request.get(`${board}/skills?format=csv`)).text();
    assert.match(table, new RegExp(`,${code},.*,yes,1,1`));

    await page.getByRole("link", { name: /^Audit of / }).first().click();
    const audit = new URL(page.url()).pathname;
    await press(page, "Save the audit");
    assert.match(await main(page), /Nothing was said of any skill/);
    await look(page, script);
    await page.getByLabel("Day of the audit").fill("2 November 2026");
    await page.getByLabel("A review", { exact: true }).check();
    await page.locator(`#skill-${code}`).selectOption("4");
    await press(page, "Save the audit");
    assert.match(await main(page), new RegExp(`${lacks}\\s+Strong, 2 November 2026, in a review`));
    await look(page, script);
    await shoot(page, `audit-${width}`);
    await visit(page, board);
    assert.doesNotMatch(await main(page), new RegExp(`Not covered: ${lacks}`));
    await visit(page, audit.replace("/skills", ""));
    assert.match(await main(page), /The newest is of 2 November 2026/);
    await look(page, script);
    await visit(page, audit);
    await page.getByRole("link", { name: new RegExp(`^Entered by mistake\\s*: ${lacks}, Strong`) })
      .click();
    await save(page);
    await visit(page, board);
    assert.match(await main(page), new RegExp(`Not covered: ${lacks}`));
    forgetRefusals(page);
    assertNoTroubles(page);
    await page.context().close();

    const guest = await site.open({ width, script });
    await visit(guest, board);
    assert.doesNotMatch(await main(guest), /Not covered|Skills of those who sit/);
    await visit(guest, audit);
    assert.match(guest.url(), /sign-in/);
    forgetRefusals(guest);
    await guest.context().close();
  });

  test(`whoever administers everything keeps the list: ${width}`, async () => {
    const page = await site.open({ state: boss, width, script });
    await visit(page, "/boards");
    await follow(page, "Skills that bodies look for");
    assert.match(await main(page), /Finance and budgets/);
    await look(page, script);
    await shoot(page, `list-${width}`);
    await page.getByRole("textbox", { name: "Skills of our own" })
      .fill("skill boats\nwanted: all\n");
    await press(page, "Save the text");
    assert.match(await main(page), /Skills, line 2: "wanted" is such as/);
    await look(page, script);
    await page.getByRole("textbox", { name: "Skills of our own" }).fill(
      `skill boats${width}\nfrom: 2020-01-01\ntitle: Boats ${width}\narea: Sea\n` +
      "wanted: 1 at 2\nbodies: interim_board\nsource: the trust\n");
    await press(page, "Save the text");
    assert.match(await main(page), new RegExp(`Boats ${width}\\s+Sea`));
    forgetRefusals(page);
    await page.context().close();
  });
}
