// What people come for, walked as they would: at a desktop and on a phone, with and without script.
import assert from "node:assert/strict";
import { test } from "node:test";

import { assertNoTroubles, desktop, visit } from "./support/browser.mjs";
import { journey, useSite } from "./support/site.mjs";

const site = useSite();

async function search(page, words) {
  await page.locator("#q").fill(words);
  await page.locator("header").getByRole("button", { name: "Search" }).click();
}

const heading = (page) => page.getByRole("heading", { level: 1 }).innerText();

// The words of a table's rows, cell by cell.
const rowsOf = (table) => table.locator("tbody tr").evaluateAll((rows) =>
  rows.map((row) => [...row.children].map((cell) => cell.innerText.trim())));

// The value that a list of facts gives for a key.
const fact = (page, key) => page.locator(".govuk-summary-list__row", {
  has: page.locator("dt", { hasText: new RegExp(`^${key}$`) }),
}).locator("dd").innerText();

// ---- find a school ---------------------------------------------------------------------------

journey(site, "find a school by its name", async (page, { script }) => {
  await visit(page, "/");
  if (script) {
    const box = page.locator("#q");
    await box.pressSequentially("saltmere aca");
    await page.getByRole("option", { name: "Saltmere Academy" }).waitFor();
    // Suggestions for what was typed before may still be replaced: look after each step.
    const chosen = page.getByRole("option", { selected: true });
    for (let step = 0; step < 20; step += 1) {
      await page.keyboard.press("ArrowDown");
      const names = await chosen.allInnerTexts();
      if (names.some((name) => name.startsWith("Saltmere Academy"))) break;
    }
    assert.match(await chosen.innerText(), /^Saltmere Academy/);
    assert.equal(await box.getAttribute("aria-activedescendant"), await chosen.getAttribute("id"));
    await page.keyboard.press("Enter");
  } else {
    await search(page, "saltmere aca");
    await page.locator("main").getByRole("link", { name: "Saltmere Academy", exact: true }).click();
  }
  await page.waitForURL("**/schools/990866");
  assert.equal(await heading(page), "Saltmere Academy");
});

journey(site, "find a school by misspelt name, old name, URN and postcode", async (page) => {
  await visit(page, "/");
  const finds = [
    ["brakenfrod high", "Brackenford High School"],
    ["brackenford community high", "Brackenford High School"],
    ["990871", "Brackenford High School"],
    ["EM1 8QL", "Saltmere Academy"],
    ["em18ql", "Saltmere Academy"],
  ];
  for (const [words, name] of finds) {
    await search(page, words);
    await page.waitForURL("**/search?**");
    const first = page.locator("main .gh-items a, main tbody a").first();
    assert.equal(await first.innerText(), name, `${words} finds first`);
  }
});

test("Escape closes suggestions, Enter without a choice searches", async () => {
  const page = await site.open({ width: desktop });
  await visit(page, "/");
  const box = page.locator("#q");
  await box.pressSequentially("wenbridge");
  await page.getByRole("option").first().waitFor();
  assert.equal(await box.getAttribute("aria-expanded"), "true");
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("option").count(), 0);
  assert.equal(await box.getAttribute("aria-expanded"), "false");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search?q=wenbridge");
  assertNoTroubles(page);
  await page.context().close();
});

test("what is chosen stays chosen when suggestions for more letters come", async () => {
  const page = await site.open({ width: desktop });
  await visit(page, "/");
  await page.locator("#q").pressSequentially("saltmere");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  const chosen = page.getByRole("option", { selected: true });
  const name = await chosen.innerText();
  const more = ` ${name.split(" ")[1].charAt(0)}`;
  const address = new RegExp(`q=saltmere\\+${more.trim()}$`);
  const answered = page.waitForResponse(address);
  await page.locator("#q").pressSequentially(more);
  await (await answered).finished();
  await page.evaluate(() => new Promise((drawn) => { requestAnimationFrame(drawn); }));
  assert.equal(await chosen.innerText(), name);
  assertNoTroubles(page);
  await page.context().close();
});

// ---- look at a cluster on a past day ---------------------------------------------------------

journey(site, "look at the Harbour cluster on 1 March 2023", async (page) => {
  await visit(page, "/");
  await page.locator(".gh-nav").getByRole("link", { name: "Clusters" }).click();
  const owner = page.getByRole("region", { name: "Harbour Learning Trust" });
  await owner.getByRole("link", { name: "Harbour", exact: true }).click();
  const now = await page.locator("main").innerText();
  await page.locator(".gh-asof summary").click();
  await page.getByLabel("Show everything as of").fill("1 March 2023");
  await page.locator(".gh-asof").getByRole("button", { name: "Show" }).click();
  const banner = page.getByRole("region", { name: "Date shown" });
  assert.match(await banner.innerText(), /^You are looking at 1 March 2023\./);
  assert.match(await heading(page), /Harbour/);
  assert.match(await fact(page, "Schools"), /^5 \(/);
  assert.equal(await fact(page, "Pupils"), "1,905");
  assert.equal(await fact(page, "Lead school"), "Saltmere Academy");
  const table = page.getByRole("table", { name: /Schools in the cluster on 1 March 2023/ });
  const names = (await rowsOf(table)).map(([name]) => name.replace(/^\d+\. /, ""));
  assert.equal(names.length, 5);
  assert.match(names[0], /^Saltmere Academy\s+Lead$/);
  assert.ok(!names.some((name) => name.startsWith("Longshore")), "Longshore joined later");

  // A school of the cluster is shown on that day too, and the way back is one link.
  await table.getByRole("link", { name: "Dunmarsh Church of England Primary School" }).click();
  assert.match(await banner.innerText(), /1 March 2023/);
  await page.goBack();
  await banner.getByRole("link", { name: "Return to today" }).click();
  await page.waitForURL((url) => !url.searchParams.has("on"));
  assert.equal(await page.locator("main").innerText(), now);
});

// ---- follow a school through its conversion --------------------------------------------------

journey(site, "follow Brackenford through its conversion", async (page) => {
  await visit(page, "/schools/990871");
  const name = await heading(page);
  await visit(page, "/schools/990214");
  assert.equal(await heading(page), name, "the old number leads to the same school");
  await page.getByRole("link", { name: "Timeline" }).click();
  const lanes = await page.getByRole("list", { name: /at a glance/ }).innerText();
  assert.match(lanes, /990214/);
  assert.match(lanes, /990871/);
  const events = await page.locator(".gh-events").innerText();
  for (const words of ["1 April 2019", "990871", "Joined Harbour Learning Trust", "C Fenwater"]) {
    assert.ok(events.includes(words), `the timeline says ${words}`);
  }
  const identifiers = await rowsOf(page.getByRole("table", { name: "Identifiers" }));
  const urns = identifiers.filter(([kind]) => kind === "URN").map((row) => row[1]);
  assert.deepEqual(urns.sort(), ["990214", "990871"]);

  await page.getByLabel("Date", { exact: true }).fill("31 March 2019");
  await page.getByRole("button", { name: "Show that day" }).click();
  await page.getByRole("region", { name: "Date shown" }).waitFor();
  if (page.url().includes("/timeline")) await page.getByRole("link", { name: "Facts" }).click();
  assert.equal(await heading(page), "Brackenford Community High School");
  const facts = await page.locator("main").innerText();
  assert.match(facts, /Community school/);
  assert.doesNotMatch(facts, /Harbour Learning Trust/, "it was in no trust then");

  await visit(page, "/schools/990871");
  const before = page.getByRole("region", { name: "Before and after" });
  assert.match(await before.innerText(), /URN 990214/);
  await before.getByRole("link", { name: "URN 990214" }).click();
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
  assert.match(await heading(page), /^Brackenford/);
});

// ---- what changed between two days -----------------------------------------------------------

// Cells of a CSV that may hold commas, quotes and line ends.
function readCsv(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of
    text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

journey(site, "compare two days, mend a wrong date, and take the figures away", async (page) => {
  await visit(page, "/changes");
  const form = page.locator("main form");
  await form.getByLabel("From").fill("31 February 2019");
  await form.getByLabel("To", { exact: true }).fill("1 September 2022");
  await form.getByRole("button", { name: "Compare" }).click();
  await page.getByRole("heading", { name: "There is a problem" }).waitFor();
  page.troubles = page.troubles.filter((trouble) => !/status of 400/.test(trouble));
  assert.match(await page.title(), /^Error: /);
  const message = page.locator(".govuk-error-summary a");
  assert.equal(await message.count(), 1);
  assert.ok((await form.innerText()).includes(await message.innerText()), "the same at the field");
  await message.click();
  const wrong = form.getByLabel("From");
  assert.ok(await wrong.evaluate((field) => field === document.activeElement), "leads to it");
  assert.equal(await wrong.inputValue(), "31 February 2019", "what was typed is kept");

  await wrong.fill("1 September 2019");
  await form.getByRole("button", { name: "Compare" }).click();
  await page.getByText("From 1 September 2019 to 1 September 2022").waitFor();
  const tiles = await page.locator(".gh-tile").evaluateAll((tiles) =>
    tiles.map((tile) => [...tile.children].map((part) => part.textContent.trim())));
  const shown = Object.fromEntries(tiles.map(([number, label]) => [label, Number(number)]));
  const total = Number(/^(\d+) changes/m.exec(await page.locator("#h-list").innerText())[1]);

  const href = (name) => page.locator(".gh-tools")
    .getByRole("link", { name, exact: true }).getAttribute("href");
  const json = await (await page.request.get(await href("JSON"))).json();
  assert.equal(json.joined_trust, shown["Joined a trust"]);
  assert.equal(json.moved_trust, shown["Moved to another trust"]);
  assert.equal(json.closed, shown.Closed);
  assert.equal(json.opened, shown.Opened);
  assert.equal(json.continued, shown["Closed, with a successor"]);
  assert.ok(json.joined_trust > 0 && json.closed > 0, "the county changed in these years");
  assert.equal(json.changes.length, total);
  const csv = readCsv(await (await page.request.get(await href("CSV"))).text());
  assert.deepEqual(csv[0], ["change", "urn", "school", "before", "after"]);
  assert.equal(csv.length - 1, total);
  assert.deepEqual(csv.slice(1).map((row) => [row[0], Number(row[1]), row[2]]),
    json.changes.map(({ change, urn, school }) => [change, urn, school]));
});

// ---- imports ---------------------------------------------------------------------------------

journey(site, "see what each import did", async (page) => {
  await visit(page, "/");
  await page.locator(".gh-nav").getByRole("link", { name: "Imports" }).click();
  const rows = await rowsOf(page.getByRole("table"));
  assert.equal(rows.length, 2);
  assert.match(rows[0].join("\n"), /clusters\.csv[^]*21 new clusters[^]*In force/);
  assert.match(rows[1].join("\n"), /edubasealldata20160901\.csv[^]*new schools[^]*In force/);
  await page.getByRole("link", { name: "Import 1", exact: true }).click();
  const text = await page.locator("main").innerText();
  for (const words of ["new schools", "edubasealldata20260601.csv", "168 rows", "1 June 2026"]) {
    assert.ok(text.includes(words), `import 1 says ${words}`);
  }
});
