// Schemes of delegation as people use them: a head asks who decides, a clerk changes a draft and is
// stopped by a conflict, and the board's resolution is noted.
import assert from "node:assert/strict";
import { test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
import { assertNoTroubles, forgetRefusals, phone, visit } from "./support/browser.mjs";
import { bePersona, follow } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

const site = useSite({ demo: true });

test("a head asks who decides, and what if it were less", async () => {
  const page = await site.open({});
  await bePersona(page, "head");
  await visit(page, "/");
  await page.click("header >> text=Who decides?");
  assert.match(await page.inputValue("#for"), /^9908/, "her own school stands there");
  await page.fill("#words", "budget");
  await page.click("text=Find who decides");
  await page.click("text=F02, Propose an academy");
  assert.match(await page.locator("#main").innerText(), /local governing body/i);
  await page.click("text=Ask another question");
  await page.fill("#words", "shared senco");
  await page.fill("#for", "Saltmere Academy");
  await page.click("text=Find who decides");
  await page.fill("#f_amount", "18000");
  await page.click("text=Show who would decide");
  const ruling = page.locator(".gh-ruling");
  assert.match(await ruling.innerText(), /^The cluster board of Harbour decides\./);
  assert.match(await page.locator("#main").innerText(), /clause A4\.7 of Overlay of the cluster/);
  assert.equal(await page.locator(".gh-rung--d").count(), 1);
  await page.fill("#f_amount", "900");
  await page.click("text=Show who would decide");
  assert.match(await ruling.innerText(), /^The lead headteacher of Harbour decides\./);
  await assertAccessible(page);
  // What cannot be read is told at its field, and the answer stays.
  await page.fill("#f_amount", "a lot");
  await page.click("text=Show who would decide");
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.inputValue("#f_amount"), "a lot");
  await assertAccessible(page);
  // A fact that cannot be read is told at once, and a school that is not found is offered.
  await visit(page, "/decide?q=contract&for=Saltmere");
  assert.match(await page.title(), /^Error: /);
  await follow(page, "Saltmere Academy");
  assert.match(page.url(), /for=990866/);
  forgetRefusals(page);
  assertNoTroubles(page);
  await page.context().close();
});

test("a scheme leads to the meeting that resolved it", async () => {
  const page = await site.open({});
  await bePersona(page, "head");
  for (const [version, day, motion] of [
    [1, "11 June 2025", /To adopt the scheme of delegation and its overlays by rating/],
    [2, "8 October 2025", /To adopt the overlay of the cluster Harbour/],
  ]) {
    await visit(page, `/schemes/${version}`);
    await follow(page, `Meeting of ${day}`);
    assert.match(await page.locator("#main").innerText(), motion);
  }
  assertNoTroubles(page);
  await page.context().close();
});

test("the answer is read on a phone", async () => {
  const page = await site.open({ width: phone });
  await visit(page, "/decide?decision=F07&for=990866&f_amount=18000");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= phone, `${wide} px wide`);
  await assertAccessible(page);
  await page.context().close();
});

test("a clerk is stopped by a conflict, mends the draft, and the board adopts it", async () => {
  const page = await site.open({});
  await bePersona(page, "governance-professional");
  await visit(page, "/schemes");
  await page.click("text=Harbour Learning Trust");
  await page.click("#h-drafts ~ table a");
  await page.click("text=Change the draft");
  await assertAccessible(page);
  await page.click("text=Add a clause on a whole domain");
  await page.fill("#code", "X1");
  await page.fill("#on", "F15");
  await page.fill("#when", "amount up to 100");
  await page.fill("#level_lgb", "decides");
  // The clause is looked at while one types, in the whole draft.
  await page.waitForFunction(() =>
    document.getElementById("checked").innerText.includes("may not be adopted"));
  await assertAccessible(page);
  await page.fill("#on", "F999");
  await page.click("text=Save the clause");
  assert.ok(await page.locator("#on-error").isVisible(), "what is wrong stands at its field");
  forgetRefusals(page);
  await page.fill("#on", "F15");
  await page.click("text=Save the clause");
  assert.match(await page.locator("#checked").innerText(), /It may not be adopted with this/);
  await assertAccessible(page);
  // What is wrong changes while one types, before anything is saved.
  const text = await page.inputValue("#content");
  await page.fill("#content", text.replace(/clause X1[^]*?(\n\n|$)/, "$1"));
  await page.waitForFunction(() =>
    !document.getElementById("checked").innerText.includes("may not be adopted"));
  await page.click("text=See what is wrong with it");
  await page.click("text=Save the draft");
  await page.click("nav.govuk-breadcrumbs >> text=Version");
  await page.click("text=Adopt it");
  assert.match(await page.locator("#main").innerText(), /What it changes/);
  await page.fill("#from", "1 September 2030");
  await page.click("button:has-text('Adopt it')");
  assert.match(await page.title(), /^Error: /, "nobody adopted it");
  forgetRefusals(page);
  await page.fill("#adopted", "Trust board, 9 July 2030, minute 6");
  // What the board carried of late is offered; the version leads to the meeting.
  const resolution = page.locator("#item option:has-text('Harbour Learning Trust board')").first();
  await page.selectOption("#item", await resolution.getAttribute("value"));
  await page.click("button:has-text('Adopt it')");
  assert.match(await page.locator("#main").innerText(), /Trust board, 9 July 2030, minute 6/);
  assert.match(
    await page.locator("#main a:has-text('Meeting of')").getAttribute("href"),
    /^\/meetings\/\d+$/,
  );
  await assertAccessible(page);
  await visit(page, "/decide?decision=F07&for=990866&f_amount=18000");
  assert.match(await page.locator("#main").innerText(), /in force from 1 September 2030/);
  assertNoTroubles(page);
  await page.context().close();
});

test("a review of a school chooses its overlay", async () => {
  const page = await site.open({});
  await bePersona(page, "chief-executive");
  await visit(page, "/decide?decision=F15&for=990867&f_amount=900");
  assert.match(await page.locator(".gh-ruling").innerText(), /^The chief executive decides\./);
  await visit(page, "/schemes/of/1/ratings");
  await page.fill("#school", "990867");
  await page.check("#rating-1");
  await page.check("#review-2");
  await page.fill("#reason", "Review after the inspection");
  await page.click("text=Note the review");
  const schemes = await page.locator("#main").innerText();
  assert.match(schemes, /Review after the inspection\s+Triggered review/);
  await assertAccessible(page);
  await visit(page, "/decide?decision=F15&for=990867&f_amount=900");
  assert.match(await page.locator(".gh-ruling").innerText(), /^The headteacher of Saltmere Quay/);
  assertNoTroubles(page);
  await page.context().close();
});

test("what holds at one school is a matrix to read and to print, a domain a sheet", async () => {
  for (const [href, what] of [
    ["/schemes/1", /Scheme of delegation of the trust, version 11, in force from/],
    ["/schemes/at?for=990866", /Who decides at Saltmere Academy, on/],
  ]) {
    const page = await site.open({});
    await visit(page, "/schools/990866");
    if (href.includes("at?")) await page.click("text=What holds here, as a matrix");
    else await visit(page, href);
    await assertAccessible(page);
    const domains = await page.locator(".gh-domain").count();
    assert.ok(domains >= 5, `${domains} domains`);
    const running = page.locator(".gh-matrix__running").first();
    assert.ok(!(await running.isVisible()), "on the screen it is not said again");
    await page.emulateMedia({ media: "print" });
    assert.match(await running.innerText(), what);
    assert.match(await running.innerText(), /D decides.*not allowed by law/s);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const sheets = pdf.match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
    assert.ok(sheets.length > domains, `${sheets.length} sheets for ${domains} domains`);
    assert.ok(sheets.length <= 2 * domains + 2, `${sheets.length} sheets are too many`);
    assert.match(pdf, /\/MediaBox\s*\[0 0 841/, "it lies on its side");
    await page.setViewportSize({ width: phone, height: 800 });
    await page.emulateMedia({ media: "screen" });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= phone, `${wide} px wide`);
    assertNoTroubles(page);
    await page.context().close();
  }
});
