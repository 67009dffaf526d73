// A year of meetings as a clerk plans it, and one meeting before and after: clashes, the agenda
// with matters arising, a paper, the invitation, what is printed, who was there.
import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./support/axe.mjs";
import { main, shoot } from "./support/boards.mjs";
import { assertNoTroubles, desktop, forgetRefusals, phone, visit } from "./support/browser.mjs";
import { becomeAdministrator, follow, press } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

let boss;
const site = useSite({ ready: async (ready) => { boss = await becomeAdministrator(ready); } });

for (const [width, script] of [[desktop, true], [phone, false]]) {
  const way = `${width}, ${script ? "with" : "without"} script`;

  test(`a clerk plans a year, sees clashes and saves all dates together: ${way}`, async () => {
    const year = width === desktop ? "2027" : "2025";
    const page = await site.open({ state: boss, width, script });
    await visit(page, "/boards");
    await follow(page, "The calendar of meetings");
    await look(page, script);
    await page.getByLabel("Group or authority").selectOption({ label: "Harbour Learning Trust" });
    await page.getByLabel("School year").selectOption("2026");
    await press(page, "Show");
    assert.match(await main(page), /Accounts reach the Department for Education/);
    assert.match(await main(page), /Harbour cluster board/);
    await look(page, script);
    await shoot(page, `calendar-${width}`);
    await follow(page, "Plan the year");
    await look(page, script);
    await page.getByLabel("School year").selectOption(year);
    await page.getByLabel("Harbour Learning Trust board").check();
    await page.getByLabel("Harbour Learning Trust finance committee").check();
    await press(page, "Suggest dates");
    await look(page, script);
    await shoot(page, `plan-${width}`);
    const first = page.getByLabel("Harbour Learning Trust board, autumn 1: day");
    const other = page.getByLabel("Harbour Learning Trust finance committee, autumn: day");
    await first.fill("a Thursday");
    await press(page, "Look again");
    assert.match(await page.locator(".govuk-error-summary").innerText(), /is no day/);
    await look(page, script);
    await first.fill(await other.inputValue());
    await press(page, "Look again");
    assert.match(await main(page), /of these dates clash/);
    assert.match(await main(page), /Harbour Learning Trust finance committee meets at 17:00/);
    await first.fill(`25 December ${year}`);
    await press(page, "Look again");
    assert.match(await main(page), /Out of term\s+not in term/);
    await first.fill("");
    await press(page, "Look again");
    await press(page, "Save all");
    assert.match(await main(page), /Harbour Learning Trust finance committee/);
    await visit(page, "/boards/year");
    await look(page, script);
    forgetRefusals(page);
    assertNoTroubles(page);
    await page.context().close();
  });
}

test("an agenda is made of standing items and matters arising, with a paper; members are invited",
  async () => {
    const page = await site.open({ state: boss, width: desktop });
    await visit(page, "/boards");
    await follow(page, "Harbour Learning Trust");
    await follow(page, "Harbour Learning Trust board");
    await follow(page, "3 February 2027");
    const meeting = new URL(page.url()).pathname;
    await follow(page, "Prepare and print the agenda");
    await look(page, true);
    await press(page, "Put the standing items on the agenda");
    assert.match(await main(page), /Publication of the accounts/);
    await page.getByLabel("Minutes of 4 November 2026").check();
    await press(page, "Put what is ticked on the agenda");
    assert.match(await main(page), /Motion: To approve the minutes of 4 November 2026/);
    await press(page, "Move up item 2");
    assert.match(await main(page), /1\. Minutes of the last meeting/);
    await page.getByRole("link", { name: "Reword Matters arising" }).click();
    await page.getByLabel("Title", { exact: true }).fill("A matter of pay");
    await page.getByLabel("Confidential? (optional)").fill("yes");
    await press(page, "See what will change");
    await press(page, "Save");
    await visit(page, `${meeting}/agenda`);
    await page.getByLabel("To which item").selectOption({ index: 0 });
    await page.getByLabel("Paper", { exact: true }).setInputFiles({
      name: "Draft minutes.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 a"),
    });
    await press(page, "Add the paper");
    assert.match(await main(page), /Draft minutes\.pdf/);
    await look(page, true);
    await shoot(page, "agenda");
    const paper = await page.getByRole("link", { name: "Draft minutes.pdf" }).getAttribute("href");
    const answer = await page.context().request.get(new URL(paper, page.url()).href);
    assert.equal(answer.headers()["content-disposition"].startsWith("attachment"), true);
    assert.equal(answer.headers()["x-content-type-options"], "nosniff");
    assert.equal(await answer.text(), "%PDF-1.7 a");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.getByText("Matters arising", { exact: true }).isVisible(), false);
    await page.emulateMedia({ media: "screen" });
    await visit(page, `${meeting}/invitation`);
    await look(page, true);
    await shoot(page, "invitation");
    assert.match(await main(page), /A confidential item/);
    assert.doesNotMatch(await main(page), /A matter of pay/);
    const file = await page.context().request.get(new URL(`${meeting}/invitation.ics`,
      page.url()).href);
    assert.match(await file.text(), /METHOD:REQUEST/);
    await follow(page, "Note that it was sent");
    await press(page, "See what will change");
    await press(page, "Save");
    await visit(page, `${meeting}/invitation`);
    assert.match(await main(page), /Sent on /);
    await visit(page, `${meeting}/minutes`);
    await look(page, true);
    assert.match(await main(page), /Part 2, confidential/);
    assertNoTroubles(page);
    await page.context().close();
  });

test("who was at which meeting is a table; a calendar is read without signing in", async () => {
  const page = await site.open({ state: boss, width: phone });
  await visit(page, "/boards");
  await follow(page, "Harbour Learning Trust");
  await follow(page, "Harbour Learning Trust board");
  await follow(page, "Who was at which meeting");
  await page.getByLabel("School year").selectOption("2025");
  await press(page, "Show");
  assert.match(await main(page), /\d of 3/);
  await look(page, true);
  await shoot(page, "attendance");
  assertNoTroubles(page);
  await page.context().close();
});
