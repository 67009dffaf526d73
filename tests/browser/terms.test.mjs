// Terms of reference as a clerk keeps them, and two clerks at once; a month of meetings day by day;
// clashes of somebody who sits in two groups; the structure of a group as a picture.
import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./support/axe.mjs";
import { main, shoot } from "./support/boards.mjs";
import { assertNoTroubles, desktop, forgetRefusals, phone, visit } from "./support/browser.mjs";
import { becomeAdministrator, follow, press } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

let boss;
const site = useSite({ ready: async (ready) => { boss = await becomeAdministrator(ready); } });
const text = (page) => page.getByLabel("Text", { exact: true });
const fill = async (page, day) => {
  await page.getByLabel("First day on which it holds").fill(day);
  await page.getByLabel("Adopted by").fill("Trust board");
};

for (const [width, script] of [[desktop, true], [phone, false]]) {
  const way = `${width}, ${script ? "with" : "without"} script`;
  const board = width === desktop ? "Harbour cluster board" : "Wenbridge cluster board";

  test(`a clerk changes terms of reference, another one meanwhile: ${way}`, async () => {
    const page = await site.open({ state: boss, width, script });
    await visit(page, "/boards");
    await follow(page, "Harbour Learning Trust");
    await follow(page, board);
    await follow(page, "Terms of reference");
    const here = new URL(page.url()).pathname;
    assert.match(await main(page), /up to £35,000 at a time/);
    assert.match(await main(page), /To be agreed again by\s+17 June 2027/);
    await look(page, script);
    await shoot(page, `terms-${width}`);
    await follow(page, "What it changed of version " + await newest(page));
    assert.equal(await page.locator("ins").first().textContent(), " [added: £35,000 ] ");
    assert.equal(await page.locator("del").first().textContent(), " [removed: £20,000 ] ");
    await look(page, script);
    await shoot(page, `difference-${width}`);

    const other = await site.open({ state: boss, width, script });
    await visit(other, `${here}/edit`);
    await text(other).fill((await text(other).inputValue()).replace("£35,000", "£40,000"));
    await fill(other, "1 March 2027");

    await visit(page, `${here}/edit`);
    await look(page, script);
    await text(page).fill("");
    await press(page, "See what will change");
    assert.match(await page.locator(".govuk-error-summary").innerText(), /"text" is wanted/);
    await look(page, script);
    forgetRefusals(page);
    await visit(page, `${here}/edit`);
    await text(page).fill((await text(page).inputValue()).replace("seven days", "ten days"));
    await fill(page, "2 March 2027");
    await page.getByLabel("What changed, and why").fill("More time to read");
    await press(page, "See what will change");
    assert.match(await page.locator("ins").innerText(), /ten/);
    await look(page, script);
    await shoot(page, `check-${width}`);
    await press(page, "Save");
    assert.match(await main(page), /More time to read/);
    assert.match(await main(page), /To come/);

    await press(other, "See what will change");
    assert.match(await other.locator(".govuk-error-summary").innerText(), /Agnes Marsh saved/);
    assert.match(await main(other), /What was saved meanwhile/);
    assert.match(await other.locator("ins").innerText(), /ten/);
    assert.match(await text(other).inputValue(), /£40,000/);
    await look(other, script);
    forgetRefusals(other);
    await press(other, "See what will change");
    await press(other, "Save");
    assertNoTroubles(page);
    assertNoTroubles(other);
  });

  test(`terms begin from a model text and are compared with it: ${way}`, async () => {
    const page = await site.open({ state: boss, width, script });
    await visit(page, "/boards");
    await follow(page, "Model terms of reference");
    await look(page, script);
    await follow(page, "Cluster steering group");
    await look(page, script);
    await visit(page, "/boards");
    await follow(page, "Lantern Schools Trust");
    await follow(page, width === desktop ? "Lantern Schools Trust members"
      : "Lantern Schools Trust board");
    await follow(page, "Terms of reference");
    assert.match(await main(page), /Nobody has written down/);
    await follow(page, "Begin from the model text");
    assert.match(await text(page).inputValue(), /^# 1\. Purpose\n1\.1 Lantern Schools Trust/);
    await fill(page, "1 September 2026");
    await press(page, "See what will change");
    await look(page, script);
    await press(page, "Save");
    await follow(page, "Compare with the model text");
    assert.match(await main(page), /The two texts are the same/);
    assertNoTroubles(page);
  });

  test(`a month of meetings is a grid, on a phone a list: ${way}`, async () => {
    const page = await site.open({ width, script });
    await visit(page, "/boards/calendar");
    await page.getByLabel("Group or authority").selectOption({ label: "Harbour Learning Trust" });
    await page.getByLabel("School year").selectOption("2026");
    await press(page, "Show");
    await follow(page, "Month by month");
    await page.getByLabel("Month", { exact: true }).selectOption({ label: "January 2027" });
    await press(page, "Show");
    await look(page, script);
    await follow(page, "Next month: February 2027");
    const day = page.locator("td", { hasText: "Wednesday 3 February 2027" });
    await day.getByRole("link", { name: "Harbour cluster board" }).waitFor();
    assert.equal(await page.locator("thead").isVisible(), width === desktop);
    const empty = page.locator("td", { hasText: "Monday 8 February 2027" });
    assert.equal(await empty.isVisible(), width === desktop);
    await look(page, script);
    await shoot(page, `month-${width}`);
    // Somebody of its board is a trustee of Lantern too: to whom may not see more, no more is told.
    const told = await day.innerText();
    assert.match(told, /is wanted at another meeting then, of another group/);
    assert.doesNotMatch(told, /Lantern/);
    const known = await site.open({ state: boss, width, script });
    await visit(known, new URL(page.url()).pathname + new URL(page.url()).search);
    assert.match(await main(known), /Lantern Schools Trust board meets at 16:30: \w+ \w+/);
    await page.goto("/boards/calendar/month?month=soon");
    assert.match(await page.locator("body").innerText(), /is no month; write it as 2026-11/);
  });

  test(`a trustee of two trusts finds the clash on their own page: ${way}`, async () => {
    const page = await site.open({ state: boss, width, script });
    await visit(page, "/boards");
    await follow(page, "Lantern Schools Trust");
    await follow(page, "Lantern Schools Trust board");
    const people = await page.locator("#main table a[href^='/people/']").all();
    const pages = await Promise.all(people.map((one) => one.getAttribute("href")));
    let found = "";
    for (const href of new Set(pages)) {
      await visit(page, href);
      if (/same time Lantern Schools/.test(await main(page))) found = await main(page);
      if (found) break;
    }
    assert.match(found, /It meets on 3 February 2027, 16:30, and at the same time Lantern/);
    assert.match(found, /Clash/);
    await look(page, script);
    assertNoTroubles(page);
  });

  test(`the structure of a trust is a picture and a list: ${way}`, async () => {
    const page = await site.open({ width, script });
    for (const way of ["", "The yearly publication, with the list of members"]) {
      await visit(page, "/boards");
      await follow(page, "Harbour Learning Trust");
      if (way) await follow(page, way);
      const picture = page.getByRole("img", { name: "Structure of Harbour Learning Trust" });
      await picture.waitFor();
      assert.match(await picture.textContent(), /Wenbridge cluster board/);
      const nested = page.locator("li li li", { hasText: "Harbour cluster board" }).first();
      assert.match(await nested.innerText(), /Saltmere Academy: governing body/);
      await look(page, script);
      await shoot(page, `structure-${way ? "published" : "boards"}-${width}`);
    }
    assertNoTroubles(page);
  });
}

async function newest(page) {
  const label = await page.locator("#main table tbody th").first().innerText();
  return label.match(/Version (\d+)/)[1];
}
