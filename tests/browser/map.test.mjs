// The map: pictures for the eye, links for the keyboard, and the same schools in a table.
import assert from "node:assert/strict";
import { test } from "node:test";

import { assertNoTroubles, desktop, phone, visit } from "./support/browser.mjs";
import { journey, useSite } from "./support/site.mjs";

const site = useSite();
const county = "/map?authority=918";

// All pages of the table, should it have several.
async function listedSchools(page) {
  const listed = [];
  for (;;) {
    listed.push(...await page.locator("main table tbody th a").evaluateAll((links) =>
      links.map((link) => link.getAttribute("href"))));
    const next = page.getByRole("link", { name: "Next page" });
    if (!(await next.count())) return listed;
    await next.click();
  }
}

journey(site, "the map and the table beside it show the same schools", async (page, { width }) => {
  await visit(page, county);
  const drawn = await page.locator(".gh-map a").evaluateAll((links) =>
    links.map((link) => link.getAttribute("href")));
  const said = /(\d+) open schools/.exec(await page.locator(".gh-lead").innerText());
  const box = await page.locator(".gh-map").boundingBox();
  assert.ok(box.width > width * 0.5 && box.height > 200, "the map is drawn large");
  const listed = await listedSchools(page);
  assert.equal(drawn.length, listed.length);
  assert.deepEqual([...drawn].sort(), [...listed].sort());
  assert.equal(Number(said[1]), listed.length);
  const json = await (await page.request.get(`${county}&format=json`)).json();
  assert.equal(json.schools.length, listed.length);
});

const focused = (page) => page.evaluate(() => {
  const link = document.activeElement?.closest(".gh-map a");
  return link ? link.getAttribute("href") : "";
});

async function tabToMap(page) {
  await page.locator("h1").click();
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press("Tab");
    if (await focused(page)) return;
    const stop = await page.evaluate(() => document.activeElement.tagName);
    assert.match(stop, /^(A|BUTTON|INPUT|SUMMARY)$/, "a stop at nothing that can be used");
  }
  assert.fail("Tab does not reach the map");
}

test("the keyboard moves over the map, names schools, opens one and leaves", async () => {
  for (const width of [desktop, phone]) {
    const page = await site.open({ width });
    await visit(page, county);
    await tabToMap(page);
    const first = await focused(page);
    const visited = new Set([first]);
    for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft"]) {
      await page.keyboard.press(key);
      const href = await focused(page);
      assert.ok(href, `${key} leaves the map`);
      visited.add(href);
      const title = await page.evaluate(() =>
        document.activeElement.querySelector("title").textContent);
      assert.equal(await page.locator(".gh-map__name").innerText(), title);
    }
    assert.ok(visited.size >= 3, "arrow keys go from school to school");

    await page.keyboard.press("Escape");
    assert.equal(await focused(page), "", "Escape leaves");

    await tabToMap(page);
    await page.keyboard.press("ArrowDown");
    const chosen = await focused(page);
    // One press of Tab goes on past a hundred schools.
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "", "the map is one stop");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await focused(page), chosen, "and remembers where it was");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${chosen}`);
    assertNoTroubles(page);
    await page.context().close();
  }
});

test("zooming by button and by key shows less, then the whole again", async () => {
  const page = await site.open({ width: desktop });
  await visit(page, county);
  const view = () => page.locator(".gh-map").getAttribute("viewBox");
  const scale = () => page.locator(".gh-scalebar text").textContent();
  const whole = await view();
  const wholeScale = await scale();
  const wide = async () => Number((await view()).split(" ")[2]);
  const start = await wide();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.getByRole("button", { name: "Zoom in" }).click();
  assert.ok(await wide() < start / 2);
  assert.notEqual(await scale(), wholeScale, "the scale bar follows");
  await page.getByRole("button", { name: "Zoom out" }).click();
  assert.ok(await wide() < start);
  await page.getByRole("button", { name: "Show the whole map" }).click();
  assert.equal(await view(), whole);
  await tabToMap(page);
  await page.keyboard.press("+");
  assert.ok(await wide() < start);
  await page.keyboard.press("0");
  assert.equal(await view(), whole);
  assertNoTroubles(page);
  await page.context().close();
});

test("a school on the map can be clicked", async () => {
  const page = await site.open({ width: desktop });
  await visit(page, "/clusters/1");
  const point = page.locator(".gh-map a[href^='/schools/990866']");
  await point.locator("use").last().click();
  await page.waitForURL("**/schools/990866");
  assertNoTroubles(page);
  await page.context().close();
});
