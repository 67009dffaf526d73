// What is kept of people: given out on request, shown with its time, and taken out when that is
// over; and somebody who sits in for another.
import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./support/axe.mjs";
import { main, save, shoot } from "./support/boards.mjs";
import { assertNoTroubles, desktop, forgetRefusals, phone, visit } from "./support/browser.mjs";
import { becomeAdministrator, follow, press } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

let boss;
const site = useSite({ ready: async (ready) => { boss = await becomeAdministrator(ready); } });

for (const [width, script] of [[desktop, true], [phone, false]]) {
  test(`all that is kept of a person is given out, and that is noted: ${width}`, async () => {
    const page = await site.open({ state: boss, width, script });
    await visit(page, "/people/1");
    await look(page, script);
    await follow(page, "All of it, to be printed");
    const told = await main(page);
    assert.match(told, /All that boards keep of/);
    assert.match(told, /Academy members|academy_members/);
    assert.match(told, /Nothing is kept of: /);
    await look(page, script);
    await shoot(page, `all-${width}`);
    const file = await page.request.get("/people/1/all?format=json");
    assert.match(file.headers()["content-disposition"], /person-1\.json/);
    assert.equal((await file.json()).person[0].id, 1);
    await visit(page, "/audit");
    assert.match(await main(page), /give-out/);
    const outsider = await site.open({ width, script });
    const answer = await outsider.request.get("/people/1/all", { maxRedirects: 0 });
    assert.notEqual(answer.status(), 200);
    await outsider.context().close();
    assertNoTroubles(page);
    await page.context().close();
  });

  test(`somebody sits in for a head: ${width}`, async () => {
    const page = await site.open({ state: boss, width, script });
    await visit(page, "/boards");
    await follow(page, "Eastmarch");
    await follow(page, "Ashbeck steering group");
    assert.match(await main(page), /Alternate: /);
    await look(page, script);
    await shoot(page, `alternate-${width}`);
    const board = new URL(page.url()).pathname;
    await follow(page, "End the alternate " + (await page.locator("#main")
      .getByRole("link", { name: /^End the alternate/ }).first().innerText())
      .replace(/^End the alternate\s*/, ""));
    await page.getByLabel("First day on which it no longer holds").fill("1 January 2030");
    await look(page, script);
    await visit(page, board);
    await follow(page, "Plan a meeting");
    await page.getByLabel("On", { exact: true }).fill("1 March 2030");
    await save(page);
    assert.ok(await page.getByLabel(/, alternate for /).count() > 0);
    await page.getByLabel(/, alternate for /).first().selectOption("present");
    await press(page, "Save who is there");
    assert.match(await main(page), /Quorum: 1 there|No quorum: 1 there/);
    assert.match(await main(page), /\(alternate for /);
    await look(page, script);
    assertNoTroubles(page);
    await page.context().close();
  });
}

for (const [width, script] of [[desktop, true], [phone, false]]) {
  test(`somebody finds what is theirs: ${width}`, async () => {
    const page = await site.open({ state: boss, width, script });
    await visit(page, "/mine");
    assert.match(await main(page), /Nobody has said yet which person/);
    await look(page, script);
    await visit(page, "/people/1");
    const name = await page.locator("h1").innerText();
    await follow(page, "With which accounts they sign in");
    assert.match(await main(page), /No account is theirs yet/);
    await page.getByLabel("E-mail address of their account").fill("nobody@example.org");
    await press(page, "This account is theirs");
    assert.match(await page.locator(".govuk-error-summary").innerText(), /no account/);
    await look(page, script);
    await page.getByLabel("E-mail address of their account").fill("agnes@example.org");
    await press(page, "This account is theirs");
    await look(page, script);
    await shoot(page, `accounts-${width}`);
    await page.locator(".gh-account summary").click();
    await follow(page, "Yours: seats, meetings, what is due");
    assert.equal(await page.locator("h1").innerText(), name);
    await visit(page, "/people/1/accounts");
    await press(page, "Not theirs: agnes@example.org");
    assert.match(await main(page), /No account is theirs yet/);
    forgetRefusals(page);
    assertNoTroubles(page);
    await page.context().close();
  });
}

test("what is over its time is shown first, then taken out together", async () => {
  const page = await site.open({ state: boss, width: desktop, script: true });
  await visit(page, "/boards");
  await follow(page, "How long things are kept of people");
  assert.match(await main(page), /6 years after leaving/);
  await look(page, true);
  await shoot(page, "retention");
  await page.getByRole("textbox", { name: "Retention of our own" }).fill("keep shoes");
  await press(page, "Save the text");
  assert.match(await main(page), /Retention, line 1/);
  forgetRefusals(page);
  await look(page, true);
  await page.getByRole("textbox", { name: "Retention of our own" }).fill("# nothing of our own");
  await press(page, "Save the text");
  assert.match(await main(page), /Saved\./);
  await follow(page, "Look at it, and take it out");
  const listed = await main(page);
  assert.match(listed, /Person \d+/);
  assert.match(listed, /Training/);
  await look(page, true);
  await shoot(page, "over-time");
  const small = await site.open({ state: boss, width: phone, script: false });
  await visit(small, "/boards/retention/due");
  await look(small, false);
  await shoot(small, "over-time-phone");
  await visit(small, "/boards/retention");
  await look(small, false);
  await shoot(small, "retention-phone");
  await press(page, "Take all of it out for good");
  assert.match(await main(page), /Taken out\./);
  assert.match(await main(page), /Nothing is over its time today\./);
  await visit(small, "/boards/retention/due");
  await look(small, false);
  assertNoTroubles(page);
  await page.context().close();
  await small.context().close();
});
