// A map of as many schools as England has: it is drawn, zoomed and moved, by mouse and by keys, and
// fast enough that nobody waits; and forms do not list all clusters. The country is invented, with
// clusters of nine.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
import {
  assertNoSidewaysScroll, assertNoTroubles, desktop, phone, visit,
} from "./support/browser.mjs";
import { becomeAdministrator } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

const schools = 21_975;
const inCluster = 9;
// A movement is smooth because the picture is shifted while it lasts, and drawn once, afterwards.
const restMs = 200;

// Places of a cluster lie round its middle; middles lie in 50 columns, shaken a little.
function* country() {
  let chance = 1;
  const random = () => {
    chance = (chance * 48_271) % 2_147_483_647;
    return chance / 2_147_483_647;
  };
  for (let at = 0; at < schools; at += 1) {
    const cluster = Math.floor(at / inCluster);
    yield {
      urn: 200_000 + at,
      cluster,
      east: Math.round(150_000 + (cluster % 50) * 10_000 + random() * 8_000),
      north: Math.round(60_000 + Math.floor(cluster / 50) * 10_000 + random() * 8_000),
      phase: at % inCluster === 0 ? "Secondary" : "Primary",
    };
  }
}

async function fill(command, folder) {
  const register = ["URN,EstablishmentName,EstablishmentStatus (name),LA (code),LA (name)," +
    "NumberOfPupils,PhaseOfEducation (name),Easting,Northing,TypeOfEstablishment (name)," +
    "EstablishmentTypeGroup (name)"];
  const clusters = ["owner,cluster,letter,kind,urn,joined,left,funding,lead"];
  for (const { urn, cluster, east, north, phase } of country()) {
    register.push(`${urn},School ${urn},Open,918,Eastmarch,200,${phase},${east},${north},` +
      "Community school,Local authority maintained schools");
    clusters.push(`Eastmarch,Cluster ${cluster + 1},,cluster,${urn},2018-09-01,,yes,no`);
  }
  const file = (name) => path.join(folder, name);
  await writeFile(file("edubasealldata20260101.csv"), `${register.join("\n")}\n`);
  await writeFile(file("clusters.csv"), `${clusters.join("\n")}\n`);
  await command(["import", "gias", file("edubasealldata20260101.csv")]);
  await command(["import", "clusters", file("clusters.csv")]);
  await command(["scenario", "make", "--authority", "Eastmarch", "--on", "2026-01-01"]);
}

let boss;
const site = useSite({
  fill,
  ready: async (ready) => { boss = await becomeAdministrator(ready); },
});

const viewOf = (page) => page.locator(".gh-map").getAttribute("viewBox")
  .then((text) => text.split(" ").map(Number));

// How often all schools were drawn while `act` went on. The page's clock stands, so that hands rest
// only where the test says so, however slow the machine is.
async function drawnDuring(page, act) {
  await page.evaluate(() => {
    window.drawn = 0;
    window.drawing = new MutationObserver((changes) => { window.drawn += changes.length; });
    window.drawing.observe(document.querySelector(".gh-map"), { attributeFilter: ["viewBox"] });
  });
  await act();
  return page.evaluate(() => {
    window.drawn += window.drawing.takeRecords().length;
    window.drawing.disconnect();
    return window.drawn;
  });
}

const shifted = (page) => page.evaluate(() =>
  document.querySelector(".gh-map").style.transform !== "");

// From now on time passes in the page only when the test says so.
const holdClock = (page) => page.evaluate(() => Date.now()).then((now) =>
  page.clock.pauseAt(now + 1_000));

async function rest(page) {
  await page.clock.runFor(restMs);
  assert.equal(await shifted(page), false, "what was moved is drawn when hands rest");
}

async function open(width) {
  const page = await site.open({ state: boss, width });
  await page.clock.install();
  await visit(page, "/plans/1");
  await page.locator(".gh-map").evaluate((map) => map.scrollIntoView({ block: "center" }));
  return page;
}

for (const width of [desktop, phone]) {
  test(`every school is drawn once, and the page is sound: ${width}`, async () => {
    const page = await open(width);
    const dots = await page.locator(".gh-dots path").evaluateAll((paths) =>
      paths.reduce((sum, one) => sum + one.getAttribute("d").split("M").length - 1, 0));
    assert.equal(dots, schools);
    await assertAccessible(page);
    await assertNoSidewaysScroll(page);
    assertNoTroubles(page);
    await page.context().close();
  });
}

test("a cluster's page offers the clusters near it, and not thousands", async () => {
  const page = await site.open({ state: boss, width: desktop });
  await visit(page, "/plans/1/clusters/7");
  for (const list of ["#to", "#merge-to"]) {
    const offered = await page.locator(`${list} option`).allInnerTexts();
    assert.ok(offered.length > 20 && offered.length < 40, `${list}: ${offered.length} clusters`);
  }
  assert.match(await page.locator("#main").innerText(), /The 30 nearest, the nearest first/);
  assertNoTroubles(page);
  await page.context().close();
});

test("the mouse zooms and drags the map smoothly", async () => {
  const page = await open(desktop);
  const whole = await viewOf(page);
  await holdClock(page);
  for (const times of [1, 3]) {
    for (let step = 0; step < times; step += 1) {
      await page.getByRole("button", { name: "Zoom in" }).click();
    }
    const [x, y, wide] = await viewOf(page);
    assert.ok(wide < whole[2]);
    await page.locator(".gh-map").evaluate((map) => map.scrollIntoView({ block: "start" }));
    const box = await page.locator(".gh-map").boundingBox();
    const middle = { x: box.x + box.width / 2, y: box.y + 400 };
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    assert.equal(await drawnDuring(page, async () => {
      for (let step = 1; step <= 50; step += 1) {
        await page.mouse.move(middle.x - 4 * step, middle.y - 2 * step);
      }
    }), 0, `dragging after ${times} steps`);
    assert.ok(await shifted(page), "the picture goes with the mouse");
    assert.equal(await drawnDuring(page, () => page.mouse.up()), 1, "letting go");
    const [left, top, still] = await viewOf(page);
    assert.equal(still, wide, "it is moved, and not zoomed");
    const unit = wide / box.width;
    const slip = Math.hypot(left - x - 200 * unit, top - y - 100 * unit) / unit;
    assert.ok(slip < 2, `it lies ${slip} pixels from where the mouse left it`);
  }
  await page.getByRole("button", { name: "Show the whole map" }).click();
  assert.deepEqual(await viewOf(page), whole);
  assertNoTroubles(page);
  await page.context().close();
});

test("the keyboard reaches the map, zooms and moves it smoothly, and leaves", async () => {
  const page = await open(desktop);
  const whole = await viewOf(page);
  await holdClock(page);
  await page.locator("h1").click();
  const there = () => page.evaluate(() => document.activeElement.matches(".gh-map"));
  for (let step = 0; step < 60 && !(await there()); step += 1) await page.keyboard.press("Tab");
  assert.ok(await there(), "Tab does not reach the map");
  assert.match(await page.locator(".gh-map__name").innerText(), /arrow keys/);
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  const [x, y, wide] = await viewOf(page);
  assert.ok(wide < whole[2] / 2);
  const presses = 10;
  const draws = await drawnDuring(page, async () => {
    for (let step = 0; step < presses; step += 1) {
      await page.keyboard.press(step % 2 ? "ArrowRight" : "ArrowDown");
    }
  });
  assert.ok(draws <= presses / 4, `${presses} keys drew the map ${draws} times`);
  await rest(page);
  const [left, top] = await viewOf(page);
  assert.ok(left > x && top > y, "it is moved");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowUp");
  await rest(page);
  const [back, up] = await viewOf(page);
  assert.ok(back < left && up < top);
  await page.keyboard.press("-");
  assert.ok((await viewOf(page))[2] > wide);
  await page.keyboard.press("0");
  assert.deepEqual(await viewOf(page), whole);
  await page.keyboard.press("Escape");
  assert.equal(await there(), false, "Escape leaves");
  assertNoTroubles(page);
  await page.context().close();
});
