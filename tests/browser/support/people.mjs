// Signing in, as people do it, and what an authenticator program does.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";

import { visit } from "./browser.mjs";

export const password = "seven herons over the marsh";

// Presses the button and waits for the page that follows.
export async function press(page, name) {
  await Promise.all([
    page.waitForEvent("load"),
    page.getByRole("button", { name, exact: true }).first().click(),
  ]);
}

// Follows the first link of that name, as press() does with a button.
export async function follow(page, name) {
  await Promise.all([
    page.waitForEvent("load"),
    page.getByRole("link", { name, exact: true }).first().click(),
  ]);
}

// Follows the link that a server prints at its first start; the cookies of whoever is in then.
export async function becomeAdministrator(site, name = "Agnes Marsh") {
  const page = await site.open();
  await visit(page, new URL(site.firstLink).pathname);
  await page.getByLabel("E-mail address").fill("agnes@example.org");
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password").fill(password);
  await press(page, "Go in");
  assert.match(page.url(), /\/account$/);
  const state = await page.context().storageState();
  await page.context().close();
  return state;
}

export async function signIn(page, email, words = password) {
  await visit(page, "/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(words);
  await press(page, "Sign in");
}

// RFC 6238, of a secret in base32.
export function codeOf(secret, now = Date.now()) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/\s/g, "")]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const at = digest[digest.length - 1] & 0xf;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

// One of the people of the demonstration, each with no more than their own role.
export async function bePersona(page, who) {
  await visit(page, "/demo");
  await Promise.all([page.waitForEvent("load"), page.click(`form[action='/demo/${who}'] button`)]);
}
