// The designer as people use it: make a scenario, see what it means, let Guildhall look for the
// best plan and watch it, compare, study what few moves gain.
import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./support/axe.mjs";
import { main } from "./support/boards.mjs";
import { assertNoTroubles, desktop, forgetRefusals, phone, visit } from "./support/browser.mjs";
import { becomeAdministrator, follow, press } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

let boss;
const site = useSite({ ready: async (ready) => { boss = await becomeAdministrator(ready); } });

// The page of a run looks again by itself, without a script.
async function untilOver(page) {
  await page.locator("progress").waitFor({ state: "detached", timeout: 60_000 });
}

for (const [width, script] of [[desktop, true], [phone, false]]) {
  const way = `${width}, ${script ? "with" : "without"} script`;

  test(`a scenario is made, a plan looked for and compared: ${way}`, async () => {
    const page = await site.open({ state: boss, width, script });
    await visit(page, "/");
    await follow(page, "Designer");
    await look(page, script);
    await press(page, "Make a scenario");
    await page.getByLabel("Begin with the rules of").selectOption("together");
    await press(page, "Begin with these");
    assert.equal(await page.getByLabel("At least so many schools in a cluster").inputValue(), "6");
    await page.getByLabel("Name", { exact: true }).fill(`Clusters ${way}`);
    await page.getByLabel("As they are on which day").fill("1 September 2026");
    await page.getByLabel("Authorities").fill("Nowhere");
    await press(page, "See what it means");
    assert.match(await page.locator(".govuk-error-summary").innerText(), /No local authority/);
    await look(page, script);
    await page.getByLabel("Authorities").fill("Eastmarch");
    // A name that several schools have: one chooses.
    await page.getByLabel("Schools that will leave").fill("Saltmere");
    await press(page, "See what it means");
    assert.match(await page.locator(".govuk-error-summary").innerText(), /Choose below/);
    await look(page, script);
    await page.getByLabel("Saltmere Quay Primary School").check();
    await page.getByLabel("At least so many schools in a cluster").fill("6");
    await page.getByLabel("At most", { exact: true }).first().fill("11");
    await page.getByLabel("At most so many secondary or all-through schools").fill("4");
    await page.getByLabel("Only in these districts").fill("Coast");
    await press(page, "See what it means");
    assert.match(await page.locator(".govuk-error-summary").innerText(), /There is Meresea Coast/);
    await page.getByLabel("Only in these districts").fill("");
    await press(page, "See what it means");
    assert.match(await main(page), /117 schools/);
    assert.match(await main(page), /Clusters of a plan/);
    await look(page, script);
    await press(page, "Keep it");
    assert.match(page.url(), /\/scenarios\/\d+$/);
    await look(page, script);
    await page.getByLabel("How long it may look").selectOption("10");
    await page.getByLabel("What to call the plan").fill("Best");
    await press(page, "Look for the best plan");
    assert.match(page.url(), /\/runs\/\d+$/);
    await page.getByText("Stop, and keep the best plan so far").waitFor();
    await look(page, script);
    await press(page, "Stop, and keep the best plan so far");
    await untilOver(page);
    assert.match(await main(page), /Look at the plan/);
    await look(page, script);
    forgetRefusals(page);
    assertNoTroubles(page);
    await page.context().close();
  });
}

test("scenarios stand side by side", async () => {
  const page = await site.open({ state: boss });
  await visit(page, "/designer");
  const names = page.getByRole("group", { name: "Compare scenarios" }).getByRole("checkbox");
  for (const box of await names.all()) await box.check();
  await press(page, "Compare them");
  assert.match(await main(page), /What they ask otherwise/);
  assert.match(await main(page), /Mean journey, minutes/);
  await look(page, true);
  await page.setViewportSize({ width: phone, height: 844 });
  await look(page, true);
  assertNoTroubles(page);
  await page.context().close();
});

test("plans stand side by side, and what few moves gain becomes a plan", async () => {
  const page = await site.open({ state: boss });
  await visit(page, "/scenarios/1");
  await press(page, "Compare them");
  assert.match(await main(page), /Mean journey, minutes/);
  await look(page, true);
  await visit(page, "/scenarios/1");
  await page.locator("#frontier-from").selectOption({ label: "Short journeys" });
  await page.locator("#frontier-seconds").selectOption("10");
  await press(page, "See what few moves gain");
  await untilOver(page);
  assert.equal(await page.locator("svg.gh-chart").count(), 1);
  await look(page, true);
  await page.getByLabel("Make a plan of the point at which").selectOption({ index: 2 });
  await press(page, "Make this plan");
  assert.match(page.url(), /\/plans\/\d+$/);
  // The study stands on the pages of the scenario's plans.
  assert.equal(await page.locator("svg.gh-chart").count(), 1);
  await look(page, true);
  await visit(page, "/scenarios/1/history");
  await look(page, true);
  assertNoTroubles(page);
  await page.context().close();
});
