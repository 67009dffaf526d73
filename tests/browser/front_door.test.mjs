// From the first start to a colleague who signs in: links, passwords, the second factor, roles, the
// audit trail. Each page is looked at by axe on the way.
import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./support/axe.mjs";
import {
  assertNoTroubles, desktop, forgetRefusals, narrowest, phone, visit,
} from "./support/browser.mjs";
import { becomeAdministrator, codeOf, password, press, signIn } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

let boss;
const site = useSite({ ready: async (ready) => { boss = await becomeAdministrator(ready); } });

async function invite(page, name, email, role) {
  await visit(page, "/users/invite");
  await look(page);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel(role.name, { exact: true }).check();
  await page.getByLabel("Of what").selectOption({ label: role.kind });
  await page.getByLabel("Which one").fill(role.unit);
  await press(page, "Make the invitation");
  await look(page);
  const link = await page.locator("code.gh-secret").innerText();
  return new URL(link).pathname;
}

const cluster = { name: "Editor", kind: "A cluster: name or number", unit: "Saltmere" };

for (const width of [desktop, phone]) {
  test(`an invitation is accepted, and gives what it says: ${width}`, async () => {
    const page = await site.open({ state: boss, width });
    const email = `ada${width}@example.org`;
    const link = await invite(page, "Ada Okoro", email, cluster);
    const hers = await site.open({ width });
    await visit(hers, link);
    await look(hers);
    await hers.getByLabel("Password").fill("password");
    await press(hers, "Go in");
    await look(hers);
    assert.match(await hers.locator(".govuk-error-summary").innerText(), /characters|guess|short/i);
    await hers.getByLabel("Password").fill(password);
    await press(hers, "Go in");
    assert.match(hers.url(), /\/account$/);
    await look(hers);
    assert.match(await hers.locator("#main").innerText(), /Editor of Saltmere/);
    // The link is used up.
    await visit(hers, link, 410);
    // People and the trail are not hers to look at.
    await visit(hers, "/users", 403);
    await visit(hers, "/audit", 403);
    forgetRefusals(hers);
    assertNoTroubles(hers);
    await visit(page, "/audit");
    await look(page);
    assert.match(await page.locator("#main").innerText(), /Ada Okoro/);
    await visit(page, "/audit/check");
    assert.match(await page.locator("#main").innerText(), /It is whole/);
    // A long trail is read part by part.
    await visit(page, "/audit/check?most=2");
    assert.match(await page.locator("#main").innerText(), /Whole so far: 2 records/);
    await look(page);
    await page.getByRole("link", { name: /Read on: [\d,]+ records are left/ }).click();
    assert.match(await page.locator("#main").innerText(), /after record 2/);
    assertNoTroubles(page);
  });
}

test("whoever wanted a page is brought to it after signing in", async () => {
  const page = await site.open();
  await visit(page, "/account/password");
  assert.match(page.url(), /\/sign-in\?to=%2Faccount%2Fpassword$/);
  await look(page);
  await page.getByLabel("E-mail address").fill("agnes@example.org");
  await page.getByLabel("Password").fill("not the password");
  await press(page, "Sign in");
  assert.match(await page.locator(".govuk-error-summary").innerText(), /not right/);
  await look(page);
  await page.getByLabel("Password").fill(password);
  await press(page, "Sign in");
  assert.match(page.url(), /\/account\/password$/);
  await look(page);
  forgetRefusals(page);
  assertNoTroubles(page);
});

test("the second factor: on, asked for, a recovery code, off", async () => {
  const admin = await site.open({ state: boss });
  const link = await invite(admin, "Tim Factor", "tim@example.org",
    { name: "None yet: may only read", kind: "Everything", unit: "" });
  const page = await site.open({ width: phone });
  await visit(page, link);
  await page.getByLabel("Password").fill(password);
  await press(page, "Go in");
  await page.getByRole("link", { name: "Turn it on" }).click();
  await look(page);
  const secret = await page.locator("#main code").first().innerText();
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await press(page, "Turn it on");
  assert.equal(await page.locator("#main code").first().innerText(), secret, "the same secret");
  await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
  await press(page, "Turn it on");
  await look(page);
  const codes = await page.locator("#main li code").allInnerTexts();
  assert.equal(codes.length, 10);
  const other = await site.open();
  await signIn(other, "tim@example.org");
  assert.match(other.url(), /\/sign-in\/code/);
  await look(other);
  await visit(other, "/account");
  assert.match(other.url(), /\/sign-in\/code/, "half a sign-in opens nothing");
  await other.getByLabel("Code", { exact: true }).fill(codes[0]);
  await press(other, "Go on");
  await visit(other, "/account");
  assert.match(await other.locator("#main").innerText(), /On, 9 recovery codes left/);
  await visit(other, "/account/second-factor");
  await look(other);
  await other.getByLabel("Code", { exact: true }).fill(codes[1]);
  await press(other, "Turn it off");
  assert.match(await other.locator("#main").innerText(), /The second factor is off/);
  forgetRefusals(page);
  forgetRefusals(other);
  assertNoTroubles(page);
  assertNoTroubles(other);
});

test("sessions are listed and ended, and a new password ends the others", async () => {
  const admin = await site.open({ state: boss });
  const link = await invite(admin, "Sam Several", "sam@example.org",
    { name: "None yet: may only read", kind: "Everything", unit: "" });
  const first = await site.open();
  await visit(first, link);
  await first.getByLabel("Password").fill(password);
  await press(first, "Go in");
  const second = await site.open();
  await signIn(second, "sam@example.org");
  const third = await site.open();
  await signIn(third, "sam@example.org");
  await visit(first, "/account");
  await press(first, "End it");
  assert.match(await first.locator("#main").innerText(), /That session has ended/);
  await visit(first, "/account/password");
  await first.getByLabel("Present password").fill(password);
  await first.getByLabel("New password").fill("nine otters in the mill race");
  await press(first, "Change it");
  assert.match(await first.locator("#main").innerText(), /signed out everywhere else/);
  for (const page of [second, third]) {
    await visit(page, "/account");
    assert.match(page.url(), /\/sign-in/);
  }
  await visit(first, "/account");
  await first.locator(".gh-account summary").click();
  await press(first, "Sign out");
  assert.match(await first.locator("#main").innerText(), /You are signed out/);
  assertNoTroubles(first);
});

test("a token is shown once, works for a program, and is revoked", async () => {
  const page = await site.open({ state: boss, width: narrowest });
  await visit(page, "/account/tokens");
  await look(page);
  await page.getByLabel("What it is for").fill("the spreadsheet");
  await press(page, "Make a token");
  await look(page);
  const token = await page.locator("code.gh-secret").innerText();
  const ask = () => fetch(`${site.address}/account?format=json`,
    { headers: { authorization: `Bearer ${token}` }, redirect: "manual" });
  assert.equal((await ask()).status, 200);
  await visit(page, "/account/tokens");
  await look(page);
  await press(page, "Revoke it");
  assert.equal((await ask()).status, 401);
  assertNoTroubles(page);
});

test("roles are given and taken away, and a mistake is explained at its field", async () => {
  const page = await site.open({ state: boss });
  await invite(page, "Rita Roles", "rita@example.org",
    { name: "None yet: may only read", kind: "Everything", unit: "" });
  await page.getByRole("link", { name: "I have sent it: go on" }).click();
  await look(page);
  await page.getByLabel("Which one").fill("No such cluster");
  await press(page, "Give this role");
  await look(page);
  assert.match(await page.locator(".govuk-error-summary").innerText(), /No such cluster/);
  assert.equal(await page.getByLabel("Which one").inputValue(), "No such cluster");
  await page.getByLabel("Which one").fill("Saltmere");
  await press(page, "Give this role");
  assert.match(await page.locator("#main").innerText(), /Editor of Saltmere/);
  await look(page);
  await press(page, "Take it away");
  assert.match(await page.locator("#main").innerText(), /Taken away/);
  await page.getByLabel("Why it is closed").fill("Left the trust");
  await press(page, "Close the account");
  assert.match(await page.locator("#main").innerText(), /The account is closed/);
  assert.match(await page.locator("#main").innerText(), /Because: Left the trust/);
  forgetRefusals(page);
  assertNoTroubles(page);
});

test("by keyboard alone one signs in and out", async () => {
  const page = await site.open({ script: true });
  await visit(page, "/sign-in");
  const until = async (want) => {
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press("Tab");
      const [tag, id, text] = await page.evaluate(() => {
        const { tagName, id, textContent } = document.activeElement;
        return [tagName, id, textContent];
      });
      if (want(tag, id, text)) return;
    }
    assert.fail("the keyboard does not come there");
  };
  await until((tag, id) => id === "email");
  await page.keyboard.type("agnes@example.org");
  await until((tag, id) => id === "password");
  await page.keyboard.type(password);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await until((tag, id, text) => tag === "SUMMARY" && text.includes("Agnes Marsh"));
  await page.keyboard.press("Enter");
  await until((tag, id, text) => tag === "BUTTON" && text.trim() === "Sign out");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  assert.match(await page.locator("#main").innerText(), /You are signed out/);
  assertNoTroubles(page);
});
