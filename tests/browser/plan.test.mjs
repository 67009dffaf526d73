// The pages of a plan, as people work with them: look, ask why, move a school by form, keyboard
// and mouse, work at the same time as somebody else, undo.
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

// Plan 1 is today's clusters, plan 2 the solver's, plan 3 published.
const plan = "/plans/1";
const quay = "990867";
const notice = (page) => page.locator(".govuk-notification-banner").innerText();

function forgetRefusals(page) {
  page.troubles = page.troubles.filter((trouble) => !/status of 4\d\d/.test(trouble));
}

async function end(page) {
  assertNoTroubles(page);
  await page.context().close();
}

for (const width of [desktop, phone]) {
  test(`the pages of a plan are accessible and fit: ${width}`, async () => {
    const page = await site.open({ state: boss, width });
    const hrefs = [
      plan, "/plans/2", "/plans/2?moves=all", "/plans/3", `/plans/2/schools/${quay}`,
      "/plans/2/clusters/1", "/plans/1/clusters/3",
    ];
    for (const href of hrefs) {
      await visit(page, href);
      await page.locator("details.gh-more").first().evaluate((more) => { more.open = true; })
        .catch(() => {});
      await assertAccessible(page);
      await page.setViewportSize({ width: narrowest, height: 844 });
      await assertNoSidewaysScroll(page);
      await page.setViewportSize({ width, height: 844 });
      await assertNoSidewaysScroll(page);
    }
    await end(page);
  });
}

test("what the solver made says how good it is, beside today", async () => {
  const page = await site.open({ state: boss });
  await visit(page, "/plans/2");
  assert.match(await page.locator(".gh-proof").innerText(), /Proven within \d+\.\d% of the best/);
  assert.match(await main(page), /\d+ of \d+ schools change cluster/);
  assert.equal(await page.locator(".gh-map").count(), 2);
  const moves = await page.locator("#h-moves ~ table tbody tr, section:has(#h-moves) tbody tr")
    .count();
  assert.ok(moves > 0 && moves <= 10);
  // Each school that moves has its thick outline on the map of the plan, and on it alone.
  const told = Number(/(\d+) of \d+ schools change/.exec(await main(page))[1]);
  assert.equal(await page.locator(".gh-pts--moved a").count(), told);
  await end(page);
});

for (const width of [desktop, phone]) {
  for (const script of [true, false]) {
    test(`a school is moved by the form, and the move undone: ${width}, ${script}`, async () => {
      const page = await site.open({ state: boss, width, script });
      await visit(page, plan);
      await press(page, "Move");
      assert.match(await page.locator(".govuk-error-summary").innerText(), /Choose/);
      forgetRefusals(page);
      await page.getByLabel("School", { exact: true }).selectOption(quay);
      await page.getByLabel("To which cluster").selectOption("Fenwater");
      await press(page, "Move");
      assert.match(page.url(), /\/plans\/1\?done=\d+$/);
      assert.match(await notice(page), /Moved Saltmere Quay Primary School from Saltmere to Fen/);
      assert.match(await notice(page), /Mean journey: [\d.]+ → [\d.]+ minutes/);
      if (script) await assertAccessible(page);
      await assertNoSidewaysScroll(page);
      await press(page, "Undo");
      assert.match(await notice(page), /Went back to version \d+/);
      assert.match(await main(page), /No school/);
      await end(page);
    });
  }
}

test("a head asks why, and the school is moved and pinned from its page", async () => {
  const page = await site.open({ state: boss });
  await visit(page, "/plans/2");
  await page.locator("section:has(#h-clusters) tbody a[href*='/schools/']").first().click();
  assert.match(await page.locator("h1").innerText(), /^Why is .* in .*\?$/);
  assert.match(await main(page), /The next best is/);
  await visit(page, `${plan}/schools/${quay}`);
  await press(page, "Pin it where it is");
  assert.match(await notice(page), /Pinned Saltmere Quay Primary School/);
  await press(page, "Undo");
  await end(page);
});

test("a cluster is changed from its page", async () => {
  const page = await site.open({ state: boss });
  await visit(page, `${plan}/clusters/1`);
  await press(page, "Change the plan");
  assert.match(await page.locator(".govuk-error-summary").innerText(), /Choose/);
  await assertAccessible(page);
  forgetRefusals(page);
  await page.getByLabel("Choose Saltmere Quay Primary School").check();
  await page.getByLabel("Make a new cluster of them").check();
  await press(page, "Change the plan");
  assert.match(await notice(page), /Split Saltmere: 1 school makes/);
  await press(page, "Undo");
  await visit(page, `${plan}/clusters/1`);
  await press(page, "Lock Saltmere");
  assert.match(await notice(page), /Locked Saltmere/);
  await press(page, "Undo");
  await end(page);
});

test("a changed plan is held against what was proven, and repaired round its pins", async () => {
  const page = await site.open({ state: boss });
  await visit(page, "/plans/2");
  await press(page, "Copy and change");
  await page.getByLabel("School", { exact: true }).selectOption(quay);
  await page.getByLabel("To which cluster").selectOption("Fenwater");
  await press(page, "Move");
  assert.match(await page.locator(".gh-proof").innerText(), /has proven that/);
  assert.match(await main(page), /What it costs/);
  await assertAccessible(page);
  await press(page, "Repair round my pins");
  await page.locator("progress").waitFor({ state: "detached", timeout: 60_000 });
  await Promise.all([page.waitForEvent("load"), page.getByText("Look at the plan").click()]);
  assert.match(await main(page), /1 school pinned by hand/);
  await end(page);
});

async function waitForAnswer(page, words) {
  await page.locator(".gh-planmove__said", { hasText: words }).waitFor();
}

test("the keyboard moves a school on the map, told before it is saved", async () => {
  const page = await site.open({ state: boss });
  await visit(page, plan);
  const point = page.locator(`[data-plan] a[href$='/schools/${quay}']`);
  await point.focus();
  await page.keyboard.press("m");
  await waitForAnswer(page, "press its letter");
  await assertAccessible(page);
  await page.keyboard.press("Escape");
  await waitForAnswer(page, "Nothing was changed");
  assert.equal(await point.evaluate((element) => element === document.activeElement), true);
  await page.keyboard.press("m");
  await page.keyboard.press("c");
  await waitForAnswer(page, /Moved Saltmere Quay .* to Fenwater\..*Mean journey/);
  await press(page, "Save");
  assert.match(await notice(page), /Moved Saltmere Quay Primary School from Saltmere to Fenwater/);
  await press(page, "Undo");
  await end(page);
});

async function drag(page, from, to) {
  const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];
  await from.scrollIntoViewIfNeeded();
  await page.mouse.move(...middle(await from.boundingBox()));
  await page.mouse.down();
  await page.mouse.move(...middle(await to.boundingBox()), { steps: 8 });
  await page.mouse.up();
}

test("the mouse drags a school to another cluster, told before it is saved", async () => {
  const page = await site.open({ state: boss });
  await visit(page, plan);
  const point = (urn) => page.locator(`[data-plan] a[href$='/schools/${urn}'] use`).last();
  await drag(page, point(quay), point("990121"));
  await waitForAnswer(page, /Moved Saltmere Quay .* to Fenwater/);
  await assertAccessible(page);
  await page.getByRole("button", { name: "Cancel" }).click();
  await waitForAnswer(page, "Nothing was changed");
  await drag(page, point(quay), page.locator("[data-plan] .gh-scalebar"));
  await waitForAnswer(page, "nothing was changed");
  await drag(page, point(quay), point("990121"));
  await waitForAnswer(page, /Moved Saltmere Quay/);
  await press(page, "Save");
  assert.match(await notice(page), /Moved Saltmere Quay Primary School/);
  await press(page, "Undo");
  await end(page);
});

test("two people at one plan: the second is told, and loses nothing", async () => {
  const mine = await site.open({ state: boss });
  const theirs = await site.open({ state: boss, width: phone });
  await visit(mine, plan);
  await visit(theirs, plan);
  const choose = async (page, urn, to) => {
    await page.getByLabel("School", { exact: true }).selectOption(urn);
    await page.getByLabel("To which cluster").selectOption(to);
    await press(page, "Move");
  };
  await choose(mine, quay, "Fenwater");
  await choose(theirs, "990878", "Fenwater");
  assert.match(await theirs.locator("h1").innerText(), /Somebody else changed this plan/);
  assert.match(await main(theirs), /Moved Saltmere Quay Primary School/);
  await assertAccessible(theirs);
  await assertNoSidewaysScroll(theirs);
  forgetRefusals(theirs);
  await press(theirs, "Do it all the same");
  assert.match(await notice(theirs), /Moved Gannet Bank Nursery School/);
  // Both moves are in, and an earlier version can be looked at and gone back to.
  await visit(theirs, `${plan}?version=1`);
  assert.match(await main(theirs), /not the newest/);
  await assertAccessible(theirs);
  await visit(mine, `${plan}?history=all`);
  await mine.getByRole("button", { name: "Go back to this version" }).last().click();
  await mine.waitForURL(/done=/);
  assert.match(await notice(mine), /Went back to version 1/);
  await end(mine);
  await end(theirs);
});
