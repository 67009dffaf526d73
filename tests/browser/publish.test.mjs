// From a plan to clusters: published, read by everybody, printed, withdrawn; enacted from a day to
// come, seen before and after that day, undone.
import assert from "node:assert/strict";
import { test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
import {
  assertNoSidewaysScroll, assertNoTroubles, desktop, narrowest, phone, visit,
} from "./support/browser.mjs";
import { main } from "./support/boards.mjs";
import { becomeAdministrator, press } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

let boss;
const site = useSite({ ready: async (ready) => { boss = await becomeAdministrator(ready); } });


async function look(page) {
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);
  const size = page.viewportSize();
  await page.setViewportSize({ width: narrowest, height: 844 });
  await assertNoSidewaysScroll(page);
  await page.setViewportSize(size);
}

// Errors of forms have their status, which the browser notes.
function forgetRefusals(page) {
  page.troubles = page.troubles.filter((trouble) => !/status of 4\d\d/.test(trouble));
}

// The county on a day: its clusters with their sizes, and in which one its map has the school.
async function countyOn(page, day, school) {
  await visit(page, `/authorities/918?on=${day}`);
  const clusters = await page.locator("#h-clusters").locator("..").locator("tbody tr")
    .evaluateAll((rows) => rows.map((row) => ({
      name: row.querySelector("a").textContent,
      schools: Number(/\d+/.exec(row.querySelector("td").textContent)[0]),
    })));
  const place = await page.locator(".gh-map g[data-cluster] a").evaluateAll((points, name) =>
    points.find((point) => point.querySelector("title").textContent.startsWith(name))
      .closest("g").dataset.cluster, school);
  return { sizes: clusters.map(({ schools }) => schools), cluster: clusters[place].name };
}

for (const width of [desktop, phone]) {
  test(`a plan is published, read, printed and withdrawn: ${width}`, async () => {
    const page = await site.open({ state: boss, width });
    const reader = await site.open({ width });
    await visit(reader, "/consultations/2", 404);
    await visit(page, "/plans/2/publish");
    await look(page);
    await page.getByLabel("Last day for answers").fill("yesterday");
    await page.getByLabel("What you ask").fill("Does your school fit in?");
    await press(page, "Publish for consultation");
    assert.match(await page.locator(".govuk-error-summary").innerText(), /yesterday/);
    await look(page);
    await page.getByLabel("Last day for answers").fill("31 January 2031");
    await press(page, "Publish for consultation");
    assert.match(await main(page), /It is published/);
    await look(page);

    await visit(reader, "/designer");
    await Promise.all([
      reader.waitForEvent("load"),
      reader.getByRole("link", { name: "Short journeys" }).click(),
    ]);
    assert.match(await main(reader), /until 31 January 2031/);
    assert.match(await main(reader), /Does your school fit in\?/);
    await look(reader);
    const school = reader.locator("#h-moves").locator("..").locator("tbody th a").first();
    const name = await school.innerText();
    await reader.getByLabel("Your school").fill(name);
    await press(reader, "See what changes for it");
    const answer = reader.locator("#h-school").locator("..");
    assert.match(await answer.innerText(), new RegExp(`${name} would change its cluster`));
    await look(reader);
    await reader.getByLabel("Your school").fill("zebra");
    await press(reader, "See what changes for it");
    assert.match(await answer.innerText(), /No school of this plan is called/);

    await visit(reader, "/consultations/2");
    const tools = await reader.locator(".gh-tools a[href^='/consultations/2/']").all();
    assert.equal(tools.length, 4);
    for (const tool of tools) {
      const file = await reader.request.get(await tool.getAttribute("href"));
      assert.equal(file.status(), 200);
      assert.match(file.headers()["content-disposition"], /attachment; filename="plan-2/);
    }
    await reader.emulateMedia({ media: "print" });
    assert.equal(await reader.getByLabel("Your school").isVisible(), false);
    for (const part of ["h-asked", "h-clusters", "h-measures", "h-moves", "h-stays"]) {
      assert.ok(await reader.locator(`#${part}`).isVisible(), `${part} is on paper`);
    }
    // Rows stay rows on A4, narrow as it is.
    const size = reader.viewportSize();
    await reader.setViewportSize({ width: 690, height: 1000 });
    const [head, last] = await reader.locator("#h-moves").locator("..").locator("thead th")
      .evaluateAll((cells) => [cells[0], cells.at(-1)].map((cell) => cell.offsetTop));
    assert.equal(head, last);
    assert.ok(await reader.locator("#h-moves").locator("..").locator("thead").isVisible());
    await reader.setViewportSize(size);
    assert.ok((await reader.pdf({ preferCSSPageSize: true })).length > 20_000);
    await reader.emulateMedia({ media: "screen" });

    await visit(page, "/plans/2/publish");
    await press(page, "Withdraw it");
    assert.match(await main(page), /It is a draft again/);
    await visit(reader, "/consultations/2", 404);
    forgetRefusals(page);
    for (const each of [page, reader]) {
      assertNoTroubles(each);
      await each.context().close();
    }
  });

  test(`a plan is enacted from a day to come, and undone: ${width}`, async () => {
    const page = await site.open({ state: boss, width });
    await visit(page, "/plans/2/effects");
    // Its seats follow the school that moves.
    const boards = page.getByRole("table", { name: "Boards" });
    assert.match(await boards.innerText(), /steering group/);
    assert.match(await boards.innerText(), /Seats that (end|begin): .*\(headteacher of /);
    await look(page);
    await visit(page, "/plans/2/enact");
    await look(page);
    await press(page, "See what will change");
    assert.match(await page.locator(".govuk-error-summary").innerText(), /first day/);
    await page.getByLabel("First day on which the plan holds").fill("1 September 2031");
    await page.getByLabel("Reason").fill("The cabinet, 3 March.");
    await press(page, "See what will change");
    assert.match(await main(page), /would make the plan true from 1 September 2031/);
    await look(page);
    await press(page, "Change what you typed");
    assert.equal(await page.getByLabel("Reason").inputValue(), "The cabinet, 3 March.");
    await press(page, "See what will change");
    const moves = await page.locator("#h-edits").locator("..").locator("tbody th").allInnerTexts();
    const [, school, from, to] = moves
      .map((words) => /^Move (.*) from (.*) to (.*) from/.exec(words)).find(Boolean);
    await press(page, "Enact the plan");
    assert.match(await main(page), /The plan is enacted/);
    await look(page);
    for (const [day, there] of [["2031-08-31", false], ["2031-09-01", true]]) {
      await visit(page, `/clusters?on=${day}`);
      await Promise.all([
        page.waitForEvent("load"),
        page.locator("#main").getByRole("link", { name: to, exact: true }).first().click(),
      ]);
      const now = page.locator("#h-schools").locator("..");
      const found = await now.getByRole("link", { name: school, exact: true }).count();
      assert.equal(found > 0, there, `${school} in ${to} on ${day}`);
    }
    const before = await countyOn(page, "2031-08-31", school);
    const after = await countyOn(page, "2031-09-01", school);
    assert.equal(before.cluster, from);
    assert.equal(after.cluster, to);
    assert.notDeepEqual(before.sizes, after.sizes);
    await visit(page, "/plans/2/enact");
    await press(page, "See what undoing would change");
    await look(page);
    await page.getByLabel("Reason").fill("The cabinet thought again.");
    await press(page, "Undo it");
    assert.match(await main(page), /The enactment is undone/);
    await look(page);
    assert.equal((await countyOn(page, "2031-09-01", school)).cluster, from);
    forgetRefusals(page);
    assertNoTroubles(page);
    await page.context().close();
  });
}
