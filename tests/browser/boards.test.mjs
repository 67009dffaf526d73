// Boards as people use them: the worst body of a trust, what is wrong there, an appointment that is
// seen before it is saved, and the same body on a day to come.
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
    assert.doesNotMatch(await page.locator("table").first().innerText(),
      new RegExp(`Nell Marsh ${width}`), "not before her day");
    await visit(page, `${new URL(board).pathname}?on=2027-09-01`);
    assert.match(await main(page), new RegExp(`Nell Marsh ${width}`));
    await follow(page, `Nell Marsh ${width}`);
    assert.match(await main(page), /Trustee\. Appointed by academy members/);
    await look(page, script);
    await visit(page, "/boards/rules");
    await look(page, script);
    forgetRefusals(page);
    assertNoTroubles(page);
    await page.context().close();
  });
}


for (const [width, script] of [[desktop, true], [phone, false]]) {
  test(`a rule of one body is told as long as it holds: ${width}`, async () => {
    const page = await site.open({ state: boss, width, script });
    await visit(page, "/boards");
    await follow(page, "Harbour Learning Trust");
    await follow(page, "Harbour Learning Trust board");
    const board = page.url();
    await follow(page, "A rule, seat or quorum of one body alone");
    await page.getByLabel("Rule", { exact: true }).fill("meetings");
    await page.getByLabel("What holds instead", { exact: true }).fill("says: As often as we like");
    await page.getByLabel("Why", { exact: true }).fill("The members asked for it.");
    await page.getByLabel("Who decided it, and where that stands", { exact: true })
      .fill("Members, 3 July 2026");
    await page.getByLabel("First day", { exact: true }).fill("1 September 2026");
    await press(page, "See what will change");
    assert.match(await page.locator(".govuk-error-summary").innerText(), /kept or broken/);
    await page.getByLabel("What holds instead", { exact: true }).fill("meetings: 2 or more a year");
    await press(page, "See what will change");
    assert.match(await main(page), /Everybody would then read/);
    await look(page, script);
    await shoot(page, `own-seen-${width}`);
    await press(page, "Save");
    const told =
      /Own rule: Of this body alone, since 1 September 2026: meetings, meetings: 2 or more/;
    assert.match(await main(page), told);
    await look(page, script);
    await shoot(page, `own-body-${width}`);
    await follow(page, "Boards");
    await follow(page, "Harbour Learning Trust");
    assert.match(await main(page), /1 own rule/);
    await look(page, script);
    await shoot(page, `own-list-${width}`);
    await visit(page, new URL(board).pathname);
    await page.getByRole("link", { name: /^End the own rule/ }).click();
    await page.getByLabel("First day on which it no longer holds").fill("1 October 2026");
    await press(page, "See what will change");
    assert.match(await main(page), /This would not be told any more/);
    await shoot(page, `own-end-${width}`);
    await press(page, "Save");
    assert.doesNotMatch(await main(page), told);
    forgetRefusals(page);
    assertNoTroubles(page);
    await page.context().close();
  });
}

test("a clerk runs a meeting: a withdrawal, a lost quorum, sealed minutes", async () => {
  const page = await site.open({ state: boss, width: desktop });
  await visit(page, "/boards");
  await follow(page, "Harbour Learning Trust");
  await follow(page, "Harbour Learning Trust finance committee");
  await follow(page, "Plan a meeting");
  await page.getByLabel("On", { exact: true }).fill("24 November 2026");
  await page.getByLabel("Begins at (optional)").fill("16:30");
  await press(page, "See what will change");
  await press(page, "Save");
  assert.match(page.url(), /\/meetings\/\d+/);
  await look(page, true);
  const meeting = new URL(page.url()).pathname;
  await follow(page, "Add the first item");
  await page.getByLabel("Title", { exact: true }).fill("Roof");
  await page.getByLabel("Motion (optional)").fill("To mend the roof");
  await press(page, "See what will change");
  await press(page, "Save");
  const choices = async (form, value) => {
    for (const box of await page.locator(`form[action$="${form}"] select`).all()) {
      await box.selectOption(value);
    }
  };
  await choices("/attendance", "present");
  await press(page, "Save who is there");
  assert.match(await main(page), /Quorum: 3 there, 3 needed/);
  await page.locator('form[action*="/votes/"] select').first().waitFor();
  for (const box of await page.locator('form[action*="/votes/"] select').all()) {
    await box.selectOption("for");
  }
  await press(page, "Save the votes on item 1");
  assert.match(await main(page), /Carried: 3 for, 0 against, 0 abstained\./);
  await look(page, true);
  const name = await page.locator('form[action*="/votes/"] label').first().innerText();
  await Promise.all([
    page.waitForEvent("load"),
    page.getByRole("link", { name: "Somebody withdraws from Roof" }).click(),
  ]);
  await page.getByLabel("Person", { exact: true }).fill(name);
  await page.getByLabel("Interest", { exact: true }).fill("is the roofer’s cousin");
  await press(page, "See what will change");
  await press(page, "Save");
  assert.match(await main(page), /No quorum: 2 there, 3 needed/);
  assert.match(await main(page), /Not decided: there was no quorum/);
  assert.match(await main(page), /has withdrawn/);
  for (const step of ["The meeting was held", "The minutes were approved"]) {
    await follow(page, step);
    if (step.includes("approved")) {
      await page.getByLabel("On", { exact: true }).fill("25 November 2026");
    }
    await press(page, "See what will change");
    await press(page, "Save");
  }
  assert.match(await main(page), /Approved and sealed/);
  assert.equal(await page.locator("form[action$='/attendance']").count(), 0);
  await look(page, true);
  await visit(page, "/boards/decisions?q=roof");
  assert.match(await main(page), /To mend the roof/);
  await look(page, true);
  await visit(page, meeting);
  assertNoTroubles(page);
  await page.context().close();
});
