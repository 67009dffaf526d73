// A request for a decision as people use it: asked from the answer to "Who decides?", sent to the
// trust board by its amount and back to the cluster by another, heard, put on an agenda, decided in
// the meeting, told and reported; and what the county's own requests show.
import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./support/axe.mjs";
import { assertNoTroubles, desktop, forgetRefusals, phone, visit } from "./support/browser.mjs";
import { bePersona, follow, press } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

const site = useSite({ demo: true });
const main = (page) => page.locator("#main").innerText();
const stands = (page) => page.locator(".gh-ruling").first().innerText();
const shots = process.env.GUILDHALL_SHOTS;
const shoot = async (page, name) => {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
};
const head = "the headteacher of Saltmere Academy";
const lgb = "the local governing body of Saltmere Academy";

// The form of one step, by the heading above it.
const form = (page, heading) => page.locator("section", {
  has: page.getByRole("heading", { name: heading, exact: true }),
});
async function note(page, heading, fill = async () => {}) {
  const section = form(page, heading);
  await fill(section);
  await Promise.all([page.waitForEvent("load"), section.locator("button").first().click()]);
}

async function change(page, href) {
  await visit(page, href);
  await press(page, "See what will change");
  await press(page, "Save");
}

// Notes a step of every form whose heading is such, until there is none.
async function noteAll(page, heading, fill) {
  for (;;) {
    const found = page.getByRole("heading", { name: heading });
    if ((await found.count()) === 0) return;
    await note(page, await found.first().innerText(), fill);
  }
}
// All who must be heard are asked, and answer.
async function hearAll(page) {
  await noteAll(page, /^Ask .+ for a view$/);
  await noteAll(page, /^Note the answer of /,
    (section) => section.getByLabel("What do they answer?").fill("Yes"));
}
// All who must be told are told, and who reports does.
async function tellAll(page) {
  await noteAll(page, /^Note that the decision was told: /);
  await noteAll(page, /^Note the report of /,
    (section) => section.getByLabel("In words, if there is more to say").fill("It has begun"));
}

// A meeting of today of the board that decides: put on its agenda, voted for, held, approved.
async function decideAtMeeting(page, request, board, starts, width) {
  const today = new Date().toISOString().slice(0, 10);
  await visit(page, request);
  const href = await page.getByRole("link", { name: board }).first().getAttribute("href");
  const body = href.match(/\d+/)[0];
  await change(page, `/boards/note/meeting?body=${body}&on=${today}&starts=${starts}`);
  await visit(page, request);
  await press(page, "Put it on the agenda");
  assert.match(await stands(page), /^On the agenda of /);
  await look(page, width === desktop);
  await shoot(page, `request-agenda-${width}`);
  await page.getByRole("link", { name: /^It is item 1 of/ }).click();
  assert.match(await main(page), /Request \d+/);
  for (const choice of await page.locator("section:has(#h-there) select").all()) {
    await choice.selectOption("present");
  }
  await press(page, "Save who is there");
  const votes = page.locator("form", {
    has: page.getByRole("button", { name: "Save the votes on item 1" }),
  });
  for (const choice of await votes.locator("select").all()) await choice.selectOption("for");
  await press(page, "Save the votes on item 1");
  const meeting = new URL(page.url()).pathname.match(/\d+/)[0];
  await change(page, `/boards/note/held?meeting=${meeting}`);
  await visit(page, request);
  assert.match(await stands(page), /minutes are not approved yet/);
  await change(page, `/boards/note/approved?meeting=${meeting}&on=${today}`);
  await visit(page, request);
}

for (const [width, script] of [[desktop, true], [phone, false]]) {
  const way = `${width}, ${script ? "with" : "without"} script`;

  test(`a cluster asks, the trust board decides, and it goes back: ${way}`, async () => {
    const page = await site.open({ width, script });
    await bePersona(page, "governance-professional");
    await visit(page, "/decide?decision=F07&for=990866&f_amount=31000&f_months=24");
    await press(page, "Ask for this decision");
    await page.getByLabel("What do you ask for?").fill(`A reading service, asked at ${width}`);
    await page.getByLabel("Who asks?").selectOption({ index: 1 });
    await press(page, "Ask for the decision");
    const request = new URL(page.url()).pathname;
    assert.match(await stands(page), /recommendation of the cluster board of Harbour/);
    await note(page, "Note the recommendation of the cluster board of Harbour",
      (section) => section.getByLabel("That it be granted").check());
    await hearAll(page);
    assert.match(await stands(page), /^May be decided by the trust board/);
    await decideAtMeeting(page, request, "The trust board", `1${width % 10}:45`, width);
    assert.match(await stands(page), /^Granted by the trust board/);
    assert.match(await main(page), /Power used: clause A4\.9 of Overlay of the cluster Harbour/);
    await shoot(page, `request-board-${width}`);
    // Back to those who carry it out and are told.
    await tellAll(page);
    assert.match(await main(page), /Request \d+ Done/);
    await look(page, script);
    forgetRefusals(page);
    assertNoTroubles(page);
    await page.context().close();
  });

  test(`a request goes from the trust board's amount to the cluster's: ${way}`, async () => {
    const page = await site.open({ width, script });
    await bePersona(page, "governance-professional");
    await visit(page, "/decide?decision=F07&for=990866&f_amount=26000&f_months=24");
    await press(page, "Ask for this decision");
    assert.match(await stands(page), /^The trust board decides\./);
    await look(page, script);
    await shoot(page, `request-ask-${width}`);
    await press(page, "Ask for the decision");
    assert.match(await page.title(), /^Error: /, "nothing was asked for");
    await page.getByLabel("What do you ask for?").fill(`A library service, asked at ${width}`);
    await page.getByLabel("Who asks?").selectOption({ index: 1 });
    await press(page, "Ask for the decision");
    assert.match(await stands(page), /recommendation of the cluster board of Harbour/);
    await shoot(page, `request-new-${width}`);
    await look(page, script);

    // Cheaper than was thought: it is the cluster board's again.
    await page.locator("#f_amount").fill("18000");
    await press(page, "Change the facts");
    assert.match(await stands(page), new RegExp(`Waits for the recommendation of ${head}`));
    assert.match(await main(page), /It is now for the cluster board of Harbour to decide/);

    await note(page, `Note the recommendation of ${head}`,
      (section) => section.getByLabel("That it be granted").check());
    await note(page, `Ask ${lgb} for a view`);
    await note(page, "Ask the chief financial officer for a view");
    assert.match(await stands(page), new RegExp(`the answer of ${lgb} until`));
    await note(page, `Note the answer of ${lgb}`);
    assert.match(await page.title(), /^Error: /, "nothing was answered");
    await look(page, script);
    await note(page, `Note the answer of ${lgb}`,
      (section) => section.getByLabel("What do they answer?").fill("Yes, from January"));
    await note(page, "Note the answer of the chief financial officer",
      (section) => section.getByLabel("What do they answer?").fill("There is money for it"));
    assert.match(await stands(page), /^May be decided by the cluster board of Harbour/);
    const request = new URL(page.url()).pathname;

    await decideAtMeeting(page, request, "The cluster board of Harbour", `1${width % 10}:30`,
      width);

    await visit(page, request);
    assert.match(await stands(page), /^Granted by the cluster board of Harbour/);
    assert.match(await main(page), /Power used: clause A4\.7 of Overlay of the cluster Harbour/);
    await note(page, "Note that the decision was told: the trust board");
    await note(page, "Note the report of the cluster board of Harbour",
      (section) => section.getByLabel("In words, if there is more to say").fill("It has begun"));
    assert.match(await main(page), /Request \d+ Done/);
    await look(page, script);
    await shoot(page, `request-done-${width}`);
    await visit(page, `/boards/decisions?q=library+${width}`);
    assert.match(await main(page), /By clause A4\.7 of Overlay of the cluster Harbour/);
    await look(page, script);
    forgetRefusals(page);
    assertNoTroubles(page);
    await page.context().close();
  });

  test(`the county's requests are listed, filtered and explained: ${way}`, async () => {
    const page = await site.open({ width, script });
    await bePersona(page, "governance-professional");
    await visit(page, "/");
    await follow(page, "Requests for decisions");
    await look(page, script);
    await shoot(page, `requests-${width}`);
    assert.match(await main(page), /A family worker for two schools/);
    assert.doesNotMatch(await main(page), /A second licence/, "it was withdrawn");
    await follow(page, "All");
    await page.getByLabel("Of which school, cluster or group?").fill("group 90001");
    await press(page, "Show them");
    assert.match(await main(page), /A second licence for the timetable/);
    await follow(page, "7. A counsellor who comes to two schools");
    assert.match(await main(page), /The route has changed since 8 December 2025/);
    await look(page, script);
    await shoot(page, `request-changed-${width}`);
    await visit(page, "/requests");
    await follow(page, "6. Windows of the tower");
    assert.match(await stands(page),
      /£5,300\.00, of which £3,800\.00 was granted before \(request 5\)/);
    await visit(page, "/requests");
    await follow(page, "Decisions without power");
    assert.match(await main(page), /F07, Harbour cluster board, 23 September 2026/);
    assert.match(await main(page), /The trust board decides\./);
    await look(page, script);
    await shoot(page, `request-findings-${width}`);
    await visit(page, "/requests?of=nowhere");
    assert.match(await page.title(), /^Error: /);
    await look(page, script);
    await visit(page, "/schools/990866");
    await follow(page, "All requests of this school");
    await visit(page, "/requests?state=overdue");
    forgetRefusals(page);
    assertNoTroubles(page);
    await page.context().close();
  });
}
