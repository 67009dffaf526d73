// Signing in with an account elsewhere, through a real provider on this machine.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, before, test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
import { assertNoTroubles, launch, openPage, visit } from "./support/browser.mjs";
import { becomeAdministrator, password, press } from "./support/people.mjs";
import { startGuildhall } from "./support/program.mjs";
import { client, start } from "./support/provider.mjs";

const site = {};
let guildhall;
let provider;
let browser;
let boss;

async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

before(async () => {
  const port = await freePort();
  provider = await start(`http://localhost:${port}/sign-in/oidc/work-account/callback`);
  const settings = `[[oidc]]\nname = "Work account"\nissuer = "${provider.issuer}"\n` +
    `client_id = "${client.id}"\nclient_secret = "${client.secret}"\n`;
  guildhall = await startGuildhall({ settings, port });
  browser = await launch();
  site.open = (options) => openPage(browser, guildhall.address, options);
  site.firstLink = guildhall.firstLink;
  boss = await becomeAdministrator(site);
});
after(async () => {
  await browser?.close();
  await guildhall?.stop();
  provider?.stop();
});

async function invited(name, email) {
  const page = await site.open({ state: boss });
  await visit(page, "/users/invite");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("E-mail address").fill(email);
  await press(page, "Make the invitation");
  const link = new URL(await page.locator("code.gh-secret").innerText()).pathname;
  await page.context().close();
  return link;
}

test("who was invited comes in with an account elsewhere, by a verified address", async () => {
  await invited("Ada Lovelace", "ada@example.org");
  provider.person = "ada";
  const page = await site.open();
  await visit(page, "/sign-in?to=/account");
  await assertAccessible(page);
  await page.getByRole("link", { name: "Sign in with Work account" }).click();
  await page.waitForURL(/\/account$/);
  assert.match(await page.locator(".gh-account").innerText(), /Ada Lovelace/);
  assertNoTroubles(page);
});

test("who was not invited is told what to do, and has no account afterwards", async () => {
  provider.person = "eve";
  const page = await site.open();
  await visit(page, "/sign-in");
  await page.getByRole("link", { name: "Sign in with Work account" }).click();
  await page.waitForURL(/callback/);
  assert.match(await page.locator("#main").innerText(), /Ask an administrator to invite you/);
  await assertAccessible(page);
  const admin = await site.open({ state: boss });
  await visit(admin, "/users");
  assert.doesNotMatch(await admin.locator("#main").innerText(), /eve@/);
});

test("an invitation is accepted with another address, and a second account is linked", async () => {
  const link = await invited("Grace Hopper", "grace@elsewhere.example");
  provider.person = "grace-unverified";
  const page = await site.open();
  await visit(page, link);
  await assertAccessible(page);
  await page.getByRole("link", { name: "Accept with Work account" }).click();
  await page.waitForURL(/\/account$/);
  await visit(page, "/account/outside");
  await assertAccessible(page);
  await press(page, "Unlink it");
  assert.match(await page.locator("#main").innerText(), /no password, and no other|only way/i);
});

test("somebody with a password links an account and unlinks it again", async () => {
  const link = await invited("Mary Somerville", "mary@elsewhere.example");
  provider.person = "mary";
  const page = await site.open();
  await visit(page, link);
  await page.locator("#password").fill(password);
  await press(page, "Go in");
  await visit(page, "/account/outside");
  await press(page, "Link my account with Work account");
  await assertAccessible(page);
  await page.getByRole("link", { name: "Go on to sign in there" }).click();
  await page.waitForURL(/\/account\/outside/);
  assert.match(await page.locator("#main").innerText(), /That account now signs you in/);
  await press(page, "Unlink it");
  assert.match(await page.locator("#main").innerText(), /no longer signs you in/);
  assertNoTroubles(page);
});
