// The alignment matrix as people meet it: somebody at the centre finds what falls away and what is
// overdue, changes how a function is done, notes how far a school has come and takes it back,
// begins a matrix for another trust; who is not signed in reads it on any day.
import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./support/axe.mjs";
import { main, shoot } from "./support/boards.mjs";
import { assertNoTroubles, desktop, phone, visit } from "./support/browser.mjs";
import { becomeAdministrator, follow, press } from "./support/people.mjs";
import { journey, useSite } from "./support/site.mjs";

let boss;
const site = useSite({ ready: async (ready) => { boss = await becomeAdministrator(ready); } });

journey(site, "from the home page to what falls away", async (page, { width, script }) => {
  await visit(page, "/");
  await follow(page, "See what the schools of a group do in common");
  await follow(page, "Harbour Learning Trust");
  const matrix = new URL(page.url()).pathname;
  assert.match(await main(page), /Drift: Internal quality assurance is to be common/);
  assert.match(await main(page), /Overdue: School improvement plan/);
  await look(page, script);
  await follow(page, "Internal quality assurance");
  assert.match(await main(page), /Common in 7 of 14 schools/);
  await look(page, script);
  await shoot(page, `function-${width}`);
  await visit(page, `${matrix}?area=finance`);
  await follow(page, "In motion");
  assert.match(await main(page), /Payroll/);
  assert.doesNotMatch(await main(page), /Oversight, support and challenge\n/);
  await look(page, script);
  // Before the drift began, and before the matrix did.
  await visit(page, `${matrix}?on=2025-12-01`);
  assert.doesNotMatch(await main(page), /Drift: Internal quality assurance/);
  await visit(page, `${matrix}?on=2020-01-01`);
  assert.match(await main(page), /No function is like that on 1 January 2020/);
  await look(page, script);
  await visit(page, matrix);
  await follow(page, "Movement over time");
  assert.match(await main(page), /29 of 48 were common or held centrally on 1 September 2023/);
  await look(page, script);
  await shoot(page, `movement-${width}`);
  await follow(page, "What is open");
  await look(page, script);
  const csv = await page.request.get(`${matrix}?format=csv`);
  assert.match(await csv.text(), /^code,area,function,phase,approach,/);
});

for (const [width, script, code, title] of [
  [desktop, true, "oversight", "Oversight, support and challenge"],
  [phone, false, "head_appraisal", "Appraisal of headteachers"],
]) {
  test(`a function and a school's adoption are changed after a preview: ${width}`, async () => {
    const page = await site.open({ state: boss, width, script });
    await visit(page, "/groups/90001");
    await follow(page, "What its schools do in common, and where that is going");
    const matrix = new URL(page.url()).pathname;
    await visit(page, `${matrix}/functions/${code}`);
    await follow(page, "Change how it is done, all phases");
    assert.equal(await page.getByLabel("Function", { exact: true }).inputValue(),
      title);
    await look(page, script);
    await page.getByLabel("Direction of travel").selectOption("develop");
    await press(page, "See what will change");
    assert.match(await page.title(), /^Error: /);
    await look(page, script);
    await page.getByLabel("Target", { exact: true }).fill(`Notes are kept in one place, ${width}`);
    await page.getByLabel("Due on").fill("31 July 2030");
    await press(page, "See what will change");
    assert.match(await main(page), /a target due on 31 July 2030/);
    await look(page, script);
    await press(page, "Save");
    assert.match(await main(page), new RegExp(`Notes are kept in one place, ${width}`));

    await page.getByRole("link", { name: /^Note how far Saltmere Academy/ }).first().click();
    await page.getByLabel("How far it has come").selectOption("not_yet");
    await page.getByLabel("Evidence").fill("No meeting\nsince the spring");
    await page.getByLabel("Judged by").fill("Director of education");
    await look(page, script);
    await press(page, "See what will change");
    assert.match(await main(page), new RegExp(`Drift: ${title} is to be common`));
    await look(page, script);
    await shoot(page, `preview-${width}`);
    await press(page, "Change something");
    await press(page, "See what will change");
    await press(page, "Save");
    assert.match(await main(page), /No meeting since the spring/);
    await follow(page, "Saltmere Academy");
    assert.match(await main(page), /Falling away/);
    await look(page, script);
    await shoot(page, `school-${width}`);
    const row = page.getByRole("row", { name: new RegExp(`^${title}`) });
    await row.getByRole("link", { name: /^Made by mistake/ }).click();
    await look(page, script);
    await press(page, "See what will change");
    await press(page, "Save");
    assert.match(page.url(), new RegExp(`/functions/${code}`));
    assert.doesNotMatch(await main(page), new RegExp(`Drift: ${title}`));
    // The form that came back with what was wrong.
    page.troubles = page.troubles.filter((trouble) => !/status of 400/.test(trouble));
    assertNoTroubles(page);
  });
}

test("who saw an older entry is told, and nothing is saved", async () => {
  const page = await site.open({ state: boss });
  const other = await site.open({ state: boss });
  const form = "/alignment/of/1/change/function?code=audit&phase=all&begin=yes";
  await visit(page, form);
  await visit(other, form);
  for (const each of [page, other]) {
    await each.getByLabel("How it is done").fill("One audit for all.");
    await press(each, "See what will change");
  }
  await press(page, "Save");
  await press(other, "Save");
  assert.match(await main(other), /Somebody changed this meanwhile/);
  await look(other);
});

test("an entry leads to who decides; the title and the age of evidence are changed", async () => {
  const page = await site.open({ state: boss });
  await visit(page, "/alignment/of/1/functions/oversight");
  await page.locator("main a[href^='/decide?q=']").first().click();
  assert.match(await main(page), /Who decides/);
  await visit(page, "/alignment/of/1");
  await page.getByRole("link", { name: "Its title, and when evidence is old" }).click();
  await page.getByLabel("Title").fill("Aligned autonomy at Harbour");
  await page.getByLabel("Months").fill("none");
  await press(page, "See what will change");
  assert.match(await main(page), /is no number of months/);
  await page.getByLabel("Months").fill("9");
  await look(page);
  await press(page, "See what will change");
  assert.match(await main(page), /old after 9 months/);
  await look(page);
  await press(page, "Save");
  assert.match(await main(page), /Saved/);
  page.troubles = page.troubles.filter((trouble) => !/status of 400/.test(trouble));
  assertNoTroubles(page);
});

test("a matrix is begun from the sample", async () => {
  const page = await site.open({ state: boss });
  await visit(page, "/alignment");
  await page.getByLabel("Group or authority").selectOption({ label: "Lantern Schools Trust" });
  await page.getByLabel("First day").fill("1 September 2026");
  await look(page);
  await press(page, "See what will be noted");
  assert.match(await main(page), /50 entries of the sample would be noted for Lantern/);
  await look(page);
  await press(page, "Begin the matrix");
  assert.match(await main(page), /Saved/);
  assert.match(await main(page), /Payroll \(primary\) moves from Payroll bureau/);
  await look(page);
});
